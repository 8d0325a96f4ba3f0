import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runToEnd } from '#main/process/runner.ts';
import { lastPicture } from '#main/recorder/media/lastPicture.ts';

/** A camera on which a white bar grows by three columns a picture, ten pictures a second, in files of 4 s; the last one is being written. */
const fps = 10;
const lengthS = 10;
const barAt = (atMs: number): number => Math.round((atMs / 1000) * fps) * 3;

let dir: string;
const camera = () => join(dir, 'run-001', 'cam-1');

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'last-picture-'));
  await mkdir(camera(), { recursive: true });
  const made = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', `color=black:s=320x180:r=${fps}:d=${lengthS},format=gray,geq=lum='if(lt(X,N*3),255,0)'`,
    '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', String(fps), '-f', 'segment', '-segment_time', '4', '-reset_timestamps', '0',
    '-segment_format', 'matroska', '-segment_format_options', 'cluster_time_limit=40', join(camera(), '%05d.mkv')], { timeoutMs: 30_000 });
  expect(made).toMatchObject({ ok: true, value: { code: 0 } });
  const growing = await readFile(join(camera(), '00002.mkv'));
  await writeFile(join(camera(), '00002.mkv'), growing.subarray(0, Math.floor(growing.length * 0.6)));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function barOf(jpeg: Uint8Array): Promise<number> {
  const path = join(dir, 'picture.jpg');
  await writeFile(path, jpeg);
  const decoded = await runToEnd('ffmpeg', ['-v', 'error', '-i', path, '-vf', 'scale=320:1:flags=area', '-pix_fmt', 'gray', '-f', 'rawvideo', '-'], { timeoutMs: 10_000 });
  return decoded.ok ? decoded.value.stdout.filter((grey) => grey > 128).length : -1;
}

const taken = async (untilMs: number, cameraId = 'cam-1') => {
  const picture = await lastPicture(dir, cameraId, untilMs);
  return picture.ok ? { ...picture.value, bar: await barOf(picture.value.jpeg) } : picture.error.code;
};

it.each([[0, 0], [2350, 2300], [4000, 4000], [7999, 7900]])('up to %i ms the last picture is that of %i ms, and shows it', async (untilMs, atMs) => {
  const picture = await taken(untilMs);
  expect(picture).toMatchObject({ atMs });
  expect(typeof picture === 'object' && Math.abs(picture.bar - barAt(atMs))).toBeLessThanOrEqual(1);
});

it('of a file that is being written it is the newest whole picture, however long ago that was', async () => {
  const picture = await taken(60_000);
  if (typeof picture !== 'object') throw new Error(picture);
  expect(picture.atMs).toBeGreaterThanOrEqual(8000);
  expect(picture.atMs).toBeLessThan(10_000);
  expect(Math.abs(picture.bar - barAt(picture.atMs))).toBeLessThanOrEqual(1);
});

it('a camera that has not recorded has no picture, nor has a moment before the first', async () => {
  expect(await taken(5000, 'cam-2')).toBe('media.not_recorded');
  expect(await taken(-1)).toBe('media.not_recorded');
});

it('a file that cannot be read is passed over for the one before it', async () => {
  const whole = await readFile(join(camera(), '00001.mkv'));
  const bad = Buffer.from(whole);
  for (let at = bad.length >> 2; at < bad.length; at += 1) if (at < bad.length * 0.98) bad[at] = 0xaa;
  await writeFile(join(camera(), '00001.mkv'), bad);
  try {
    const picture = await taken(7000);
    expect(typeof picture === 'object' && picture.atMs).toBeLessThan(6000);
  } finally {
    await writeFile(join(camera(), '00001.mkv'), whole);
  }
});

it('nothing of the recording is touched, and nothing is added to it', async () => {
  const names = await readdir(camera());
  const paths = names.map((name) => join(camera(), name));
  for (const path of paths) await utimes(path, 1000, 1000);
  const state = async () => Promise.all(paths.map(async (path) => [createHash('sha256').update(await readFile(path)).digest('hex'), (await stat(path)).mtimeMs]));
  const before = await state();
  await taken(60_000);
  expect([await state(), await readdir(camera())]).toEqual([before, names]);
});
