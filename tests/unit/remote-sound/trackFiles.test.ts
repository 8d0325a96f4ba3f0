import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FinishedFile } from '#main/app/ports/index.ts';
import { structureProblem } from '#main/recorder/media/matroskaChecksums.ts';
import { takeStock } from '#main/recorder/segments/close.ts';
import { createRemoteTracks } from '#main/remote-sound/remoteTracks.ts';

let dir: string;
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'remote-tracks-')); });
afterEach(() => rm(dir, { recursive: true, force: true }));

const track = { hearingId: 'h', runId: 'run-001', captureId: 'remote-phone' };
const packets = (fromMs: number, count: number) => Array.from({ length: count }, (_, i) => ({ positionMs: fromMs + 20 * i, opus: Uint8Array.of(0xfc, i % 256, 7) }));

/** What the recorder does with a file, as far as its row. */
function writer() {
  const entered: FinishedFile[] = [];
  const stockOf = ({ hearingId, runId, captureId, index, tail }: FinishedFile) =>
    takeStock({ dir: join(dir, hearingId, runId, captureId), run: { hearingId, runId, zeroUtcMs: 0 }, captureId, index, tail });
  const tracks = createRemoteTracks({
    recordingsDir: dir, stateDir: join(dir, 'state'),
    recorder: { enter: async (file) => { entered.push(file); return (await stockOf(file))?.row ?? null; } },
  });
  return { tracks, entered, stockOf };
}

const files = async () => (await readdir(join(dir, 'h/run-001/remote-phone'))).toSorted();

test('sound becomes files of ten seconds whose every part carries its checksum, at the positions of its packets', async () => {
  const { tracks, entered, stockOf } = writer();
  for (let i = 0; i < 50; i++) await tracks.append(track, packets(1000 + i * 300, 15));
  await tracks.close('h');
  expect(entered).toHaveLength(2);
  const stocks = await Promise.all(entered.map(stockOf));
  expect(stocks.map((stock) => [stock?.row.startMs, stock?.row.endMs])).toEqual([[1000, 11_200], [11_200, 16_000]]);
  expect(stocks.map((stock) => stock?.tracks.get(1)?.blocks)).toEqual([510, 240]);
  for (const name of await files()) expect(await structureProblem(join(dir, 'h/run-001/remote-phone', name))).toBeNull();
});

test('where something is missing another file begins, so that no row speaks for sound that is not there', async () => {
  const { tracks, entered, stockOf } = writer();
  await tracks.append(track, [...packets(0, 50), ...packets(5000, 50)]);
  await tracks.append(track, packets(3000, 10)); // of a page that came back after another one
  await tracks.close('h');
  expect((await Promise.all(entered.map(stockOf))).map((stock) => [stock?.row.startMs, stock?.row.endMs])).toEqual([[0, 1000], [5000, 6000], [3000, 3200]]);
});

test('what a console left behind that was killed is taken over at the next start, and its keys are the same', async () => {
  const first = writer();
  const { keyOf } = await first.tracks.open('h', new Set());
  await first.tracks.append(track, packets(0, 50));
  const second = writer();
  const opened = await second.tracks.open('h', new Set());
  expect(opened.leftOver).toMatchObject([{ path: 'run-001/remote-phone/00000.mkv', startMs: 0, endMs: 1000, tail: true }]);
  expect(opened.keyOf('phone')).toBe(keyOf('phone'));
  expect(keyOf('other')).not.toBe(keyOf('phone'));
  await second.tracks.append(track, packets(1000, 50));
  expect(await files()).toEqual(['00000.mkv', '00001.mkv']);
  expect((await second.tracks.open('h', new Set(['run-001/remote-phone/00000.mkv', 'run-001/remote-phone/00001.mkv']))).leftOver).toEqual([]);
});

test('the keys are private to this user, not beside what they open, and gone with the hearing', async () => {
  const { tracks } = writer();
  await tracks.open('h', new Set());
  expect((await stat(join(dir, 'state/remote-keys/h'))).mode & 0o777).toBe(0o600);
  await tracks.close('h');
  await expect(readFile(join(dir, 'state/remote-keys/h'))).rejects.toThrow('ENOENT');
});

test('a packet that cannot be written is not in the record, and those after it are', async () => {
  const { tracks, entered } = writer();
  await writeFile(join(dir, 'h'), 'a file where the folder should be');
  expect(await tracks.append(track, packets(0, 10))).toEqual({ kept: 0, failure: expect.stringContaining('ENOTDIR') as string });
  await rm(join(dir, 'h'));
  await tracks.append(track, packets(0, 10));
  await tracks.close('h');
  expect(entered).toHaveLength(1);
});
