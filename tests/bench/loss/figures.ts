import { round } from '../percentiles.ts';
import type { Track } from './tracks.ts';

export interface Spread { n: number; min: number; median: number; p95: number; max: number }

/** Nearest rank, rounded to a hundredth; of nothing everything is NaN. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN);
  return { n: sorted.length, min: at(0), median: at(0.5), p95: at(0.95), max: at(1) };
}

/** Every figure on a line of its own: the names of the way to it, and a spread in words. */
export function linesOf(figures: object, way: string[] = []): Record<string, unknown> {
  return Object.fromEntries(Object.entries(figures).flatMap(([name, value]: [string, unknown]) => {
    const here = [...way, name];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[here.join(' '), value]];
    if (isSpread(value)) return [[here.join(' '), `n ${value.n}  min ${value.min}  median ${value.median}  p95 ${value.p95}  max ${value.max}`]];
    return Object.entries(linesOf(value, here));
  }));
}

const isSpread = (value: object): value is Spread => 'median' in value && 'p95' in value;

/** How far the place of a moment is from the clock seen or heard there, each with its sign. */
const errorsMs = ({ readings }: Track, zeroUtcMs: number): { clockMs: number; errorMs: number }[] =>
  readings.map(({ clockMs, positionMs }) => ({ clockMs, errorMs: zeroUtcMs + positionMs - clockMs }));

const slotMs = 100;

/** Per 100 ms of the wall clock: how far the tracks are apart, of all those that have something there. */
function apartMs(tracks: readonly Track[], zeroUtcMs: number): number[] {
  const slots = new Map<number, number[]>();
  for (const track of tracks) {
    const own = new Map(errorsMs(track, zeroUtcMs).map(({ clockMs, errorMs }) => [Math.round(clockMs / slotMs), errorMs]));
    for (const [slot, errorMs] of own) slots.set(slot, [...(slots.get(slot) ?? []), errorMs]);
  }
  return [...slots.values()].filter((errors) => errors.length > 1).map((errors) => Math.max(...errors) - Math.min(...errors));
}

/**
 * How well a mark finds its moment: per track the distance of position and coded clock, and how far
 * the tracks are apart, within each capture and all over.
 */
export function accuracy(tracks: readonly Track[], zeroUtcMs: number): object {
  const perTrack = tracks.map((track) => {
    const errors = errorsMs(track, zeroUtcMs).map(({ errorMs }) => errorMs);
    return [`${track.captureId}/${track.deviceId}`, { offBy: spread(errors.map(Math.abs)), medianSigned: spread(errors).median }];
  });
  const captures = [...Map.groupBy(tracks, (track) => track.captureId).values()];
  return {
    perTrackMs: Object.fromEntries(perTrack),
    withinOneCaptureMs: spread(captures.flatMap((own) => apartMs(own, zeroUtcMs))),
    acrossCapturesMs: spread(apartMs(tracks, zeroUtcMs)),
  };
}

/** Per track: by how much its place against its clock was another in the last tenth of it than in the first. */
export const driftMs = (tracks: readonly Track[], zeroUtcMs: number): Record<string, number> => Object.fromEntries(tracks.map((track) => {
  const errors = errorsMs(track, zeroUtcMs).map(({ errorMs }) => errorMs);
  const tenth = Math.ceil(errors.length / 10);
  return [`${track.captureId}/${track.deviceId}`, round(spread(errors.slice(-tenth)).median - spread(errors.slice(0, tenth)).median)];
}));
