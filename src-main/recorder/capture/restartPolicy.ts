/** When a capture is tried again, and when one that is alive has to be ended. Pure. */

const pausesMs = [0, 500, 1000, 2000, 5000] as const;

/** Pause before the next try, after so many failures in a row; tried for ever. */
export const pauseBeforeRestartMs = (failuresInARow: number): number => pausesMs[Math.min(Math.max(failuresInARow - 1, 0), pausesMs.length - 1)] ?? 0;

/** After running well for so long, a failure counts as the first one again. */
const wellAfterMs = 10_000;
export const failuresAfter = (failuresInARow: number, ranWellMs: number): number => (ranWellMs >= wellAfterMs ? 1 : failuresInARow + 1);

/** Told, but not yet ended: a busy machine may catch up. Looks are half a second apart, give or take: just before the third and the sixth without growth. */
const stallLimitMs = 1400;
const growthLimitMs = 2900;
/** Opening a network camera may take a while. */
const firstMediaLimitMs = 10_000;

export interface Vitals {
  alive: boolean;
  hasMedia: boolean;
  sinceStartMs: number;
  sinceGrowthMs: number;
}

export type Verdict = 'well' | 'stalled' | 'ended' | 'hanging';

/** A process that is alive and writes nothing is worse than a dead one: it looks well. */
export function judge(vitals: Vitals): Verdict {
  if (!vitals.alive) return 'ended';
  if (!vitals.hasMedia) return vitals.sinceStartMs > firstMediaLimitMs ? 'hanging' : 'well';
  if (vitals.sinceGrowthMs > growthLimitMs) return 'hanging';
  return vitals.sinceGrowthMs > stallLimitMs ? 'stalled' : 'well';
}
