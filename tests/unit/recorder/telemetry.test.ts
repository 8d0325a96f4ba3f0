import { expect, test } from 'vitest';
import type { Levels } from '#shared/contract/status.ts';
import { LevelBoard } from '#main/recorder/telemetry/levelBoard.ts';
import { isProgress, paceOver, parseProgress, withReport, type Report } from '#main/recorder/telemetry/progress.ts';

/** Half-second reports of a capture at `fps` whose reports come early and late by turns. */
const reports = (count: number, fps: number): Report[] => Array.from({ length: count }, (_, i) => {
  const mediaMs = 1000 + i * 500;
  return { atMs: mediaMs + (i % 2 === 0 ? 0 : 180), progress: { frames: (mediaMs / 1000) * fps, droppedFrames: 0, outTimeUs: mediaMs * 1000 } };
});
const paceOf = (all: readonly Report[]) => paceOver(all.reduce<Report[]>(withReport, []));

test('a report says what ffmpeg counted', () => {
  const text = 'frame=  250\nfps=25.00\nout_time_us=10000000\ndup_frames=0\ndrop_frames=3\nspeed=1.00x\nprogress=continue\n';
  expect(isProgress(text)).toBe(true);
  const progress = parseProgress(text);
  expect(progress).toEqual({ frames: 250, droppedFrames: 3, outTimeUs: 10_000_000 });
});

test('25 frames a second read 25 however unevenly the reports come', () => {
  const pace = paceOf(reports(40, 25));
  expect(pace?.fps).toBeGreaterThan(23.9);
  expect(pace?.fps).toBeLessThan(26.1);
  expect(pace?.speed).toBeCloseTo(1, 1);
});

test('pace is that of the last seconds, not the mean since the start: a camera that slows down is seen', () => {
  const fast = reports(100, 25);
  const at = fast.at(-1) ?? { atMs: 0, progress: { frames: 0, droppedFrames: 0, outTimeUs: 0 } };
  const slow = Array.from({ length: 12 }, (_, i): Report => ({ atMs: at.atMs + i * 500, progress: { frames: at.progress.frames + i * 5, droppedFrames: 0, outTimeUs: at.progress.outTimeUs + i * 200_000 } }));
  expect(paceOf([...fast, ...slow])).toEqual({ fps: 10, speed: 0.4 });
});

test('there is no pace before the first media, nor from too little', () => {
  const beforeMedia: Report = { atMs: 0, progress: { frames: 0, droppedFrames: 0, outTimeUs: 0 } };
  expect(paceOf([beforeMedia, ...reports(2, 25)])).toBeNull();
  expect(paceOf([beforeMedia, ...reports(8, 25)])?.speed).toBeLessThan(1.2);
});

test('levels of all microphones go out together, and old ones not at all', async () => {
  const sent: Levels[] = [];
  const board = new LevelBoard((levels) => sent.push(levels));
  const reading = (microphoneId: string) => ({ microphoneId, rmsDb: -30, peakDb: -20 });
  for (const [id, atMs] of [['mic1', 1000], ['mic2', 1010], ['mic1', 1100], ['mic1', 2050]] as const) {
    board.take(reading(id), atMs);
    await Promise.resolve();
  }
  expect(sent.map((s) => [s.atMs, s.microphones.map((m) => m.id)])).toEqual([[1000, ['mic1']], [1100, ['mic1', 'mic2']], [2050, ['mic1']]]);
});

test('levels that are read in one go go out in one message, none of them a reading behind', async () => {
  const sent: Levels[] = [];
  const board = new LevelBoard((levels) => sent.push(levels));
  for (const [round, atMs] of [[1, 1000], [2, 1085]] as const) {
    for (const microphoneId of ['mic1', 'mic2']) board.take({ microphoneId, rmsDb: -round, peakDb: -round }, atMs);
    await Promise.resolve();
  }
  expect(sent.map((s) => s.microphones.map((m) => m.rmsDb))).toEqual([[-1, -1], [-2, -2]]);
});
