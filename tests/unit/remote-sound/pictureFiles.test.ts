import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FinishedFile, PlacedFrame } from '#main/app/ports/index.ts';
import { structureProblem } from '#main/recorder/media/matroskaChecksums.ts';
import { takeStock } from '#main/recorder/segments/close.ts';
import { createRemoteTracks } from '#main/remote-sound/remoteTracks.ts';

let dir: string;
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'remote-pictures-')); });
afterEach(() => rm(dir, { recursive: true, force: true }));

const track = { hearingId: 'h', runId: 'run-001', captureId: 'remote--picture-phone' };
const size = { widthPx: 640, heightPx: 360 };
const frames = (fromMs: number, count: number, first: PlacedFrame['size'] = size): PlacedFrame[] =>
  Array.from({ length: count }, (_, i) => ({ positionMs: fromMs + 40 * i, vp8: Uint8Array.of(i === 0 && first ? 0 : 1, i % 256), size: i === 0 ? first : null }));

function writer() {
  const entered: FinishedFile[] = [];
  const stockOf = ({ hearingId, runId, captureId, index, tail }: FinishedFile) =>
    takeStock({ dir: join(dir, hearingId, runId, captureId), run: { hearingId, runId, zeroUtcMs: 0 }, captureId, index, tail });
  const tracks = createRemoteTracks({
    recordingsDir: dir, stateDir: join(dir, 'state'),
    recorder: { enter: async (file) => { entered.push(file); return (await stockOf(file))?.row ?? null; } },
  });
  const spans = async () => (await Promise.all(entered.map(stockOf))).map((stock) => [stock?.row.startMs, stock?.row.endMs, stock?.tracks.get(1)?.blocks]);
  return { tracks, entered, spans };
}

test('every file begins with a whole picture, is as long as it is to the next one, and carries its checksums', async () => {
  const { tracks, entered, spans } = writer();
  for (let i = 0; i < 25; i++) await tracks.appendFrames(track, frames(i * 1000, 25, i % 10 === 0 ? size : null));
  await tracks.close('h');
  expect(await spans()).toEqual([[0, 10_000, 250], [10_000, 20_000, 250], [20_000, 25_000, 125]]);
  for (const { index } of entered) expect(await structureProblem(join(dir, 'h/run-001/remote--picture-phone', `0000${index}.mkv`))).toBeNull();
});

test('a whole picture in the middle of what is written at once begins the next file as well; one that comes early does not', async () => {
  const { tracks, spans } = writer();
  await tracks.appendFrames(track, [...frames(0, 50), ...frames(2000, 175), ...frames(9000, 25)]);
  await tracks.close('h');
  expect(await spans()).toEqual([[0, 9000, 225], [9000, 10_000, 25]]);
});

test('another size, and a stretch without pictures, begin another file', async () => {
  const { tracks, spans } = writer();
  await tracks.appendFrames(track, [...frames(0, 25), ...frames(1000, 25, { widthPx: 320, heightPx: 180 }), ...frames(7000, 25)]);
  await tracks.close('h');
  expect(await spans()).toEqual([[0, 1000, 25], [1000, 2000, 25], [7000, 8000, 25]]);
});

test('a part of a picture alone begins none', async () => {
  const { tracks, entered } = writer();
  expect(await tracks.appendFrames(track, frames(0, 5, null))).toEqual({ kept: 0, failure: expect.any(String) as string });
  await tracks.close('h');
  expect(entered).toEqual([]);
});

test('sound and picture of one person are written side by side', async () => {
  const { tracks, entered } = writer();
  await tracks.append({ ...track, captureId: 'remote-phone' }, [{ positionMs: 0, opus: Uint8Array.of(0xfc, 1) }]);
  await tracks.appendFrames(track, frames(0, 5));
  await tracks.close('h');
  expect(entered.map(({ captureId }) => captureId).toSorted()).toEqual(['remote--picture-phone', 'remote-phone']);
});
