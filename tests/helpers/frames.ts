import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from '#main/process/runner.ts';

export interface DecodedFrame { ptsMs: number; data: Uint8Array }

const maxOutputBytes = 512 * 1024 * 1024;

/**
 * Decodes one stream to raw frames together with their timestamps as they stand in the file. `stream`
 * is an ffmpeg stream specifier (`v:0`, `a:2`), `codec` how the raw frames are written.
 */
export async function decodeFrames(input: string, stream: string, filter: string, split: 'split' | 'asplit', codec: string[]): Promise<DecodedFrame[]> {
  const dir = await mkdtemp(join(tmpdir(), 'frames-'));
  try {
    const timesPath = join(dir, 'times');
    const graph = `[0:${stream}]${filter},${split}[data][times]`;
    const out = [...codec, ...(split === 'split' ? ['-vsync', 'passthrough', '-enc_time_base', '1:1000'] : [])];
    const done = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-copyts', '-i', input, '-filter_complex', graph,
      '-map', '[data]', ...out, '-f', 'data', 'pipe:1', '-map', '[times]', ...out, '-f', 'framecrc', timesPath], { timeoutMs: 120_000, maxOutputBytes });
    if (!done.ok) throw new Error(done.error.detail);
    if (done.value.code !== 0) throw new Error(done.value.stderr);
    return cut(done.value.stdout, await readFile(timesPath, 'utf8'));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** framecrc lines: `stream, dts, pts, duration, size, crc`; `#tb 0: 1/1000` says what a tick is. */
function cut(bytes: Uint8Array, times: string): DecodedFrame[] {
  const [, over, under] = /#tb 0: (\d+)\/(\d+)/.exec(times) ?? [];
  const tickMs = (1000 * Number(over)) / Number(under);
  let at = 0;
  return times.split('\n').filter((line) => /^\d/.test(line)).map((line) => {
    const [, , pts, , size] = line.split(',').map(Number);
    const data = bytes.subarray(at, at + (size as number));
    at += size as number;
    return { ptsMs: (pts as number) * tickMs, data };
  });
}
