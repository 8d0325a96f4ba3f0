import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runToEnd } from '#main/process/runner.ts';
import { cleanly } from '../bench/loss/afterwards.ts';
import { joined, missingMs, type Span } from '../bench/loss/spans.ts';
import { readTracks } from '../bench/loss/tracks.ts';
import { loggedDisk, whyNoLoggedDisk } from '../helpers/loggedDisk/disk.ts';
import type { DriveCache } from '../helpers/loggedDisk/writeLog.ts';
import { slotMs, slotSamples, slotSound } from '../helpers/soundClock/code.ts';

/** What `loss` measures with, measured: sound of which every moment is known, and a disk of which every flush is. */

const slots = 60;
const fromSlot = Math.floor(Date.UTC(2026, 10, 3, 5) / slotMs) + 3;
const whole: Span = { fromMs: fromSlot * slotMs, toMs: (fromSlot + slots) * slotMs };
/** Files of 1.6 s, as the recorder makes them: cut between packets of one encoding. */
const filesOf = (dir: string): string[] => ['-metadata:s:a:0', 'microphone=mic3', '-c:a', 'libopus', '-b:a', '64k', '-f', 'segment', '-segment_time', '1.6',
  '-reset_timestamps', '0', '-segment_format', 'matroska', '-segment_format_options', 'cluster_time_limit=100', join(dir, '%05d.mkv')];

let dir: string;
let folder: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'loss-instruments-'));
  folder = join(dir, 'run-001', 'audio');
  await mkdir(folder, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function record(): Promise<string[]> {
  const sound = new Float32Array(slots * slotSamples);
  for (let i = 0; i < slots; i++) sound.set(slotSound(fromSlot + i, 2), i * slotSamples);
  await writeFile(join(dir, 'raw'), new Uint8Array(sound.buffer));
  const done = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'f32le', '-ar', '48000', '-ac', '1', '-i', join(dir, 'raw'), ...filesOf(folder)], { timeoutMs: 30_000 });
  if (!done.ok || done.value.code !== 0) throw new Error(done.ok ? done.value.stderr : String(done.error.detail));
  return (await readdir(folder)).toSorted().map((name) => join(folder, name));
}

const read = () => readTracks(dir, whole.toMs);

test('every moment of coded sound is found in its files, over their borders', async () => {
  expect((await record()).length).toBe(4);
  const { tracks: [track], unreadable } = await read();
  expect(unreadable).toEqual([]);
  expect(track).toMatchObject({ deviceId: 'mic3', captureId: 'audio', kind: 'sound' });
  expect(track?.readings.length).toBeGreaterThanOrEqual(slots - 1);
  expect(missingMs(whole, joined(track?.spans ?? [], 2))).toBeLessThan(2);
  expect(Math.max(...(track?.readings ?? []).map(({ clockMs, positionMs }) => Math.abs(clockMs - whole.fromMs - positionMs)))).toBeLessThanOrEqual(7); // Opus' own delay is 6.5 ms
});

test('a file that is gone is missing to the millisecond, and so is the end of one that was cut off', async () => {
  const files = await record();
  await rm(files[1] as string);
  const [track] = (await read()).tracks;
  expect(Math.abs(missingMs(whole, track?.spans ?? []) - 1600)).toBeLessThanOrEqual(20); // packets are of 20 ms

  const last = files.at(-1) as string;
  await truncate(last, Math.floor((await stat(last)).size / 2));
  const [shorter] = (await read()).tracks;
  const lostMs = whole.toMs - (shorter?.spans.at(-1)?.toMs ?? 0);
  expect(lostMs).toBeGreaterThan(400);
  expect(lostMs).toBeLessThan(800);
});

test('what cannot be read is told', async () => {
  const [first = ''] = await record();
  await writeFile(first, 'not a recording');
  expect((await read()).unreadable).toEqual([expect.stringContaining('00000.mkv, 15 bytes')]);
});

const missing = await whyNoLoggedDisk();
if (missing !== null) console.warn(`THE DISK OF THE POWER CUTS IS NOT TESTED HERE: ${missing}`);

test.skipIf(missing !== null).each<DriveCache>(['kept', 'lost'])('after a power cut a file is there that was brought to the disk before, and no other (drive cache %s)', async (cache) => {
  const text = 'testimony'.repeat(20_000);
  await cleanly(async (afterwards) => {
    const disk = await loggedDisk();
    afterwards.add(disk.remove);
    const write = (name: string, flush: boolean): Promise<void> => writeFile(join(disk.dir, name), text, { flush });
    await write('unsynced', false);
    await write('synced', true);
    const cutMs = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await write('later', true);
    await disk.unplug();
    const unmount = await disk.mountAsCutAt(cutMs, cache, Math.random);
    afterwards.add(unmount);
    const size = (name: string): Promise<number> => stat(join(disk.dir, name)).then((found) => found.blocks, () => 0);
    expect(await size('synced')).toBeGreaterThan(0);
    expect([await size('unsynced'), await size('later')]).toEqual([0, 0]);
  });
});

test('what has to be ended is ended in reverse order, once, also when work and one of the steps fail', async () => {
  const taken: string[] = [];
  const work = cleanly(async (afterwards) => {
    afterwards.add(async () => taken.push('first'));
    afterwards.add(async () => { taken.push('second'); throw new Error('busy'); });
    afterwards.add(async () => taken.push('third'));
    throw new Error('the trial');
  });
  await expect(work).rejects.toMatchObject({ errors: [{ message: 'the trial' }, { message: expect.stringContaining('busy') as string }] });
  expect(taken).toEqual(['third', 'second', 'first']);
});
