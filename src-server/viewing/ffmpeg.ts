import { spawn } from 'node:child_process';
import { z } from 'zod';
import { messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** The only file of the server that starts processes: ffmpeg and ffprobe, with argument arrays, no shell. */
const maxOutputChars = 64 * 1024;

function run(file: 'ffmpeg' | 'ffprobe', args: string[], timeoutMs: number, signal: AbortSignal): Promise<Result<string, string>> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, signal, timeout: timeoutMs, killSignal: 'SIGKILL' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout = (stdout + text).slice(-maxOutputChars); });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr = (stderr + text).slice(-maxOutputChars); });
  return new Promise((resolve) => {
    child.once('error', (e) => resolve(err(messageOf(e))));
    child.once('close', (code, by) => resolve(code === 0 ? ok(stdout) : err(stderr.trim() || `${file} ended with ${code ?? by}`)));
  });
}

const seconds = z.coerce.number().optional();
const probeSchema = z.object({
  format: z.object({ start_time: seconds, duration: seconds }),
  streams: z.array(z.object({ codec_type: z.string() })),
});

export interface Probed {
  /** Position of the first packet on the hearing's timeline. */
  startMs: number;
  /** Position of the end; null for a file whose writer was killed. */
  endMs: number | null;
  audioStreams: number;
}

const probeTimeoutMs = 30_000;

/** Where a segment lies; null when it cannot be read. In Matroska that starts late, "duration" is the position of the end. */
export async function probeSegment(path: string, signal: AbortSignal): Promise<Probed | null> {
  const output = await run('ffprobe', ['-v', 'error', '-show_entries', 'format=start_time,duration:stream=codec_type', '-of', 'json', path], probeTimeoutMs, signal);
  if (!output.ok) return null;
  const parsed = probeSchema.safeParse(JSON.parse(output.value));
  if (!parsed.success || parsed.data.format.start_time === undefined) return null;
  const { start_time: startS, duration: endS } = parsed.data.format;
  return {
    startMs: startS * 1000,
    endMs: endS === undefined ? null : endS * 1000,
    audioStreams: parsed.data.streams.filter((s) => s.codec_type === 'audio').length,
  };
}

const copyTimeoutMs = 30 * 60_000;

export async function makeCopy(args: string[], signal: AbortSignal): Promise<Result<void, string>> {
  const done = await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], copyTimeoutMs, signal);
  return done.ok ? ok(undefined) : done;
}

/** Length of a finished viewing copy. */
export async function lengthMs(path: string, signal: AbortSignal): Promise<number> {
  const output = await run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path], probeTimeoutMs, signal);
  return output.ok ? Math.round(Number(output.value) * 1000) || 0 : 0;
}
