import { expect, test } from 'vitest';
import { Holes } from '#main/recorder/segments/holes.ts';
import type { TrackSpan } from '#main/recorder/segments/matroska.ts';
import type { Span } from '#shared/domain/timeline.ts';

const track = (firstMs: number, lastMs: number, ...holes: [number, number][]): TrackSpan =>
  ({ firstMs, lastMs, blocks: 9, stepMs: 40, holes: holes.map(([fromMs, toMs]) => ({ fromMs, toMs })) });

function looked(shortestMs: number) {
  const told: (Span & { track: number })[] = [];
  return { told, holes: new Holes(shortestMs, (index, hole) => told.push({ track: index, ...hole })) };
}

test('what is missing inside a file is told by track, unless it is short', () => {
  const { told, holes } = looked(500);
  holes.file(new Map([[1, track(0, 9960, [2000, 2499], [3000, 3500])], [2, track(0, 9960, [8000, 9000])]]), false);
  expect(told).toEqual([{ track: 0, fromMs: 3000, toMs: 3500 }, { track: 1, fromMs: 8000, toMs: 9000 }]);
});

test('what is missing between two files of one process is told, between two processes not', () => {
  const { told, holes } = looked(500);
  holes.file(new Map([[1, track(0, 9960)]]), false);
  holes.file(new Map([[1, track(10_040, 19_960)]]), true);
  holes.file(new Map([[1, track(20_700, 29_960)]]), true);
  holes.file(new Map([[1, track(40_000, 49_960)]]), false);
  expect(told).toEqual([{ track: 0, fromMs: 20_000, toMs: 20_700 }]);
});

test('a track that a file does not have is no hole of its own: its loss is told by those who watch it', () => {
  const { told, holes } = looked(150);
  holes.file(new Map([[1, track(0, 9960)], [2, track(0, 9960)]]), false);
  holes.file(new Map([[1, track(10_000, 19_960)]]), true);
  holes.file(new Map([[1, track(20_000, 29_960)], [2, track(25_000, 29_960)]]), true);
  expect(told).toEqual([]);
});
