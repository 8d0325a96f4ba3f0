import { join } from 'node:path';
import { expect } from 'vitest';
import type { Manifest } from '#shared/domain/manifest.ts';
import { compareHz, findIn, isSpeech, samplesOf } from './spokenSource.ts';

/** Files that follow each other, decoded, with their place on the timeline. */
export async function stretchesOf(recording: string, segments: Manifest['segments']): Promise<Float32Array[]> {
  const stretches: Float32Array[] = [];
  let untilMs = -Infinity;
  for (const { path, startMs, endMs } of segments) {
    const samples = await samplesOf(join(recording, path));
    const last = startMs - untilMs < 60 ? stretches.pop() : undefined;
    stretches.push(last ? joined(last, samples) : samples);
    untilMs = endMs;
  }
  return stretches;
}

function joined(before: Float32Array, after: Float32Array): Float32Array {
  const both = new Float32Array(before.length + after.length);
  both.set(before);
  both.set(after, before.length);
  return both;
}

/** Half of every second: where it was said by the one that is recognised best, to the millisecond. */
export function expectSpoken(source: Float32Array, stretch: Float32Array): void {
  const pieces = Array.from({ length: Math.floor(stretch.length / compareHz) }, (_, i) => ({ from: (i + 0.5) * compareHz, piece: stretch.subarray((i + 0.5) * compareHz, (i + 1) * compareHz) }))
    .filter(({ piece }) => isSpeech(piece));
  expect(pieces.length).toBeGreaterThan(1);
  const offset = placeOf(source, pieces);
  for (const { from, piece } of pieces) {
    const found = findIn(source, piece, Math.max(0, from + offset - compareHz / 5), from + offset + compareHz / 5);
    expect(found.likeness, `at ${from / compareHz} s`).toBeGreaterThan(0.3); // what the browser does about noise changes it; its place it does not
    expect(Math.abs(found.at - from - offset) / compareHz * 1000, `at ${from / compareHz} s`).toBeLessThanOrEqual(1);
  }
}

/** Where the stretch begins in the source: looked for coarsely, and where most of its pieces agree, for a word may sound like another one elsewhere; then finely. */
function placeOf(source: Float32Array, pieces: readonly { from: number; piece: Float32Array }[]): number {
  const coarse = thinned(source);
  const offsets = pieces.map(({ from, piece }) => findIn(coarse, thinned(piece), 0, coarse.length).at * thinning - from);
  const agreeing = (offset: number): number => offsets.filter((other) => Math.abs(other - offset) <= 2 * thinning).length;
  const near = offsets.toSorted((x, y) => agreeing(y) - agreeing(x))[0] ?? expect.fail('no speech');
  const fine = pieces.map(({ from, piece }) => ({ from, ...findIn(source, piece, Math.max(0, near + from - 3 * thinning), near + from + 3 * thinning) }));
  const best = fine.toSorted((x, y) => y.likeness - x.likeness)[0] ?? expect.fail('no speech');
  return best.at - best.from;
}

const thinning = 8;
const thinned = (samples: Float32Array): Float32Array =>
  Float32Array.from({ length: Math.floor(samples.length / thinning) }, (_, i) => samples.subarray(i * thinning, (i + 1) * thinning).reduce((sum, one) => sum + one, 0));
