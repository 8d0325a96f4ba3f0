import { join } from 'node:path';
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

/** Half a second of speech of a stretch, and where the source says it. */
export interface Spoken {
  atS: number;
  likeness: number;
  /** Beside where it would be, were the stretch of one piece with its best piece. */
  offMs: number;
}

/** Half of every second that is speech: where it was said, to a tenth of a millisecond. */
export function spokenIn(source: Float32Array, stretch: Float32Array): Spoken[] {
  const pieces = Array.from({ length: Math.floor(stretch.length / compareHz) }, (_, i) => ({ from: (i + 0.5) * compareHz, piece: stretch.subarray((i + 0.5) * compareHz, (i + 1) * compareHz) }))
    .filter(({ piece }) => isSpeech(piece));
  if (pieces.length === 0) return [];
  const offset = placeOf(source, pieces);
  return pieces.map(({ from, piece }) => {
    const found = findIn(source, piece, Math.max(0, from + offset - compareHz / 5), from + offset + compareHz / 5);
    return { atS: from / compareHz, likeness: found.likeness, offMs: ((found.at - from - offset) / compareHz) * 1000 };
  });
}

/** Where the stretch begins in the source: looked for coarsely, and where most of its pieces agree, for a word may sound like another one elsewhere; then finely. */
function placeOf(source: Float32Array, pieces: readonly { from: number; piece: Float32Array }[]): number {
  const coarse = thinned(source);
  const asked = pieces.filter((_, i) => i % Math.ceil(pieces.length / mostAsked) === 0);
  const offsets = asked.map(({ from, piece }) => findIn(coarse, thinned(piece), 0, coarse.length).at * thinning - from);
  const agreeing = (offset: number): number => offsets.filter((other) => Math.abs(other - offset) <= 2 * thinning).length;
  const near = offsets.toSorted((x, y) => agreeing(y) - agreeing(x))[0] ?? 0;
  const fine = pieces.map(({ from, piece }) => ({ from, ...findIn(source, piece, Math.max(0, near + from - 3 * thinning), near + from + 3 * thinning) }));
  const best = fine.toSorted((x, y) => y.likeness - x.likeness)[0];
  return best ? best.at - best.from : near;
}

const thinning = 8;
/** The whole source is searched for each: of long stretches some will do. */
const mostAsked = 60;
const thinned = (samples: Float32Array): Float32Array =>
  Float32Array.from({ length: Math.floor(samples.length / thinning) }, (_, i) => samples.subarray(i * thinning, (i + 1) * thinning).reduce((sum, one) => sum + one, 0));
