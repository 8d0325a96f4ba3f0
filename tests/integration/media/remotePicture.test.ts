import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FinishedFile, PlacedFrame } from '#main/app/ports/index.ts';
import { decodeCheck, probeFile } from '#main/recorder/media/ffmpegJobs.ts';
import { createRemoteTracks } from '#main/remote-sound/remoteTracks.ts';
import { sizeOfWhole } from '#shared/conference/pictures.ts';
import { concatList, containerOf, copyArgs } from '../../../src-server/viewing/plan.ts';
import { decodeFrames } from '../../helpers/frames.ts';

const run = promisify(execFile);
const track = { hearingId: 'h', runId: 'run-001', captureId: 'remote--picture-phone' };
const fps = 25;
let dir: string;

beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'remote-picture-')); });
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Pictures as an encoder of VP8 makes them, a whole one every ten seconds. */
async function encoded(size: string, seconds: number): Promise<Uint8Array[]> {
  const path = join(dir, `${size}.ivf`);
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${fps}:duration=${seconds}`, '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-lag-in-frames', '0',
    '-auto-alt-ref', '0', '-b:v', '500k', '-g', '250', '-keyint_min', '250', path]);
  const bytes = await readFile(path);
  const frames: Uint8Array[] = [];
  for (let at = 32; at < bytes.length; at += 12 + bytes.readUInt32LE(at)) frames.push(new Uint8Array(bytes.subarray(at + 12, at + 12 + bytes.readUInt32LE(at))));
  return frames;
}

const placed = (frames: readonly Uint8Array[], fromMs: number): PlacedFrame[] => frames.map((vp8, i) => ({ positionMs: fromMs + (i * 1000) / fps, vp8, size: sizeOfWhole(vp8) }));

test('what an encoder elsewhere made is decoded without a complaint from the first picture of every file on, each at its moment, also when its size changes', async () => {
  const entered: FinishedFile[] = [];
  const tracks = createRemoteTracks({ recordingsDir: dir, stateDir: join(dir, 'state'), recorder: { enter: async (file) => { entered.push(file); return null; } } });
  const all = [...placed(await encoded('640x360', 14), 5000), ...placed(await encoded('320x180', 3), 19_000)];
  for (let i = 0; i < all.length; i += 12) expect(await tracks.appendFrames(track, all.slice(i, i + 12))).toMatchObject({ failure: null });
  await tracks.close('h');
  const paths = entered.map(({ index }) => join(dir, 'h/run-001', track.captureId, `0000${index}.mkv`));
  expect(paths).toHaveLength(3);
  for (const videoKeyFramesOnly of [true, false]) expect(await decodeCheck(paths, { videoKeyFramesOnly })).toEqual({ ok: true, value: { bad: [] } });
  const decoded = (await Promise.all(paths.map((path) => decodeFrames(path, 'v:0', 'scale=8:8,format=gray', 'split', ['-c:v', 'rawvideo'])))).flat();
  expect(decoded.map(({ ptsMs }) => ptsMs)).toEqual(all.map(({ positionMs }) => positionMs));
  expect(await probeFile(paths[0] ?? '')).toMatchObject({ ok: true, value: { startMs: 5000, streams: [{ kind: 'video', codec: 'vp8' }] } });

  const [list, out] = [join(dir, 'list.ffconcat'), join(dir, `copy.${containerOf(track.captureId)}`)];
  await writeFile(list, concatList(paths.map((absolutePath, i) => ({ absolutePath, startMs: [5000, 15_000, 19_000][i] ?? 0, endMs: null, audioStreams: 0 }))));
  await run('ffmpeg', ['-v', 'error', '-y', ...copyArgs({ listPath: list, delayMs: 0 }, null, out)]);
  expect(await probeFile(out)).toMatchObject({ ok: true, value: { streams: [{ codec: 'vp8' }] } });
});
