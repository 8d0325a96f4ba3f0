import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { apart, piecesOf, sampleCount } from '#main/recorder/media/listeningPlan.ts';
import type { SoundFile } from '#main/recorder/media/soundFiles.ts';

const file = (startMs: number, endMs: number, runId = 'run-001'): SoundFile => ({ absolutePath: `${startMs}.mkv`, runId, startMs, endMs });

it('joins files that follow each other, and puts silence where nothing was recorded', () => {
  const [a, b, c] = [file(0, 5000), file(5000, 10_000), file(12_000, 15_000)];
  expect(piecesOf([a, b, c], 1000, 16_000)).toEqual([
    { fromMs: 1000, toMs: 10_000, files: [a, b] },
    { fromMs: 10_000, toMs: 12_000 },
    { fromMs: 12_000, toMs: 15_000, files: [c] },
    { fromMs: 15_000, toMs: 16_000 },
  ]);
});

it('does not join files of different runs, whose microphones may differ', () => {
  const [a, b] = [file(0, 5000), file(5000, 10_000, 'run-002')];
  expect(piecesOf([a, b], 0, 10_000)).toHaveLength(2);
});

it('of two files that overlap before the stretch begins, apart, each moment is played once', () => {
  const [a, b] = [file(-6.5, 0.5), file(-6.5, 1.5)];
  expect(piecesOf([a, b], 0, 1).flatMap(apart)).toEqual([{ fromMs: 0, toMs: 1, files: [b] }]);
});

it('pieces, together or apart, always cover exactly what was asked for', () => {
  const files = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 6000 }), fc.constantFrom('a', 'b')), { maxLength: 8 })
    .map((all) => all.map(([start, length, runId]) => file(start - 6.5, start + length - 6.5, runId)).toSorted((x, y) => x.startMs - y.startMs));
  fc.assert(fc.property(files, fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 15_000 }), (all, fromMs, lengthMs) => {
    const toMs = fromMs + lengthMs;
    for (const pieces of [piecesOf(all, fromMs, toMs), piecesOf(all, fromMs, toMs).flatMap(apart)]) {
      expect(pieces[0]?.fromMs).toBe(fromMs);
      expect(pieces.at(-1)?.toMs).toBe(toMs);
      pieces.slice(1).forEach((piece, i) => expect(piece.fromMs).toBe(pieces[i]?.toMs));
      expect(pieces.reduce((sum, p) => sum + sampleCount(p.fromMs, p.toMs), 0)).toBe(lengthMs * 24);
    }
  }));
});
