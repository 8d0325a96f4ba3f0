import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlacedPacket } from '#main/app/ports/index.ts';
import { hallSoundIn } from '#main/watching/hallSound.ts';

const run = promisify(execFile);
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

let root: string;
beforeAll(async () => { root = await mkdtemp(join(tmpdir(), 'hall-sound-')); });
afterAll(() => rm(root, { recursive: true, force: true }));

/** Two seconds of two tracks as the recorder writes them, the second one the mix, from this position on. */
async function recorded(fromS: number): Promise<Buffer> {
  const path = join(root, `${fromS}.mkv`);
  await run('ffmpeg', [
    '-v', 'error', '-f', 'lavfi', '-i', 'sine=440:d=2:r=48000', '-f', 'lavfi', '-i', 'sine=880:d=2:r=48000', '-map', '0', '-map', '1',
    '-metadata:s:a:0', 'title=Төраға', '-metadata:s:a:1', 'title=mix', '-c:a', 'libopus', '-ac', '1', '-output_ts_offset', String(fromS), '-cluster_time_limit', '50', path,
  ]);
  return readFile(path);
}

/** What an independent reader finds of the mix. */
async function packetsIn(fromS: number): Promise<{ at: number; bytes: number }[]> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'a:1', '-show_entries', 'packet=pts_time,size', '-of', 'json', join(root, `${fromS}.mkv`)]);
  const { packets } = JSON.parse(stdout) as { packets: { pts_time: string; size: string }[] };
  return packets.map(({ pts_time, size }) => ({ at: Math.round(Number(pts_time) * 1000), bytes: Number(size) }));
}

test('the mix is read as it is written, over the border between two files, and nothing of the other tracks', async () => {
  const dir = join(root, 'hearing', 'run-001', 'audio');
  await mkdir(dir, { recursive: true });
  const heard: PlacedPacket[] = [];
  const stop = hallSoundIn(root, quiet).follow({ hearingId: 'hearing', runId: 'run-001' }, (packet) => heard.push(packet));
  for (const [index, fromS] of [10, 12].entries()) {
    const whole = await recorded(fromS);
    const path = join(dir, `0000${index}.mkv`);
    await writeFile(path, '');
    for (let at = 0; at < whole.length; at += 5000) await appendFile(path, whole.subarray(at, at + 5000));
    const wanted = [...(await packetsIn(10)), ...(index === 1 ? await packetsIn(12) : [])];
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(wanted.length);
    expect(heard.map(({ opus }) => opus.length)).toEqual(wanted.map(({ bytes }) => bytes));
    const besideMs = heard.map(({ positionMs }, i) => positionMs - (wanted[i]?.at ?? 0)); // a reader takes the codec's delay off, 6.5 ms
    expect(new Set(besideMs)).toEqual(new Set([7]));
  }
  stop();
  await appendFile(join(dir, '00001.mkv'), await recorded(14));
  await new Promise((resolve) => { setTimeout(resolve, 400); });
  expect(heard.at(-1)?.positionMs).toBeLessThan(14_000);
});
