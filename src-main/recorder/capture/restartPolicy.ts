/** When a capture is tried again, and when one that is alive has to be ended. Pure. */

const pausesMs = [0, 500, 1000, 2000, 5000] as const;

/** Pause before the next try, after so many failures in a row; tried for ever. */
export const pauseBeforeRestartMs = (failuresInARow: number): number => pausesMs[Math.min(Math.max(failuresInARow - 1, 0), pausesMs.length - 1)] ?? 0;

/** After running well for so long, a failure counts as the first one again. */
const wellAfterMs = 10_000;
export const failuresAfter = (failuresInARow: number, ranWellMs: number): number => (ranWellMs >= wellAfterMs ? 1 : failuresInARow + 1);

const growthLimitMs = 3000;
/** Opening a network camera may take a while. */
const firstMediaLimitMs = 10_000;

export interface Vitals {
  alive: boolean;
  hasMedia: boolean;
  sinceStartMs: number;
  sinceGrowthMs: number;
}

export type Verdict = 'well' | 'ended' | 'hanging';

/** A process that is alive and writes nothing is worse than a dead one: it looks well. */
export function judge(vitals: Vitals): Verdict {
  if (!vitals.alive) return 'ended';
  const hanging = vitals.hasMedia ? vitals.sinceGrowthMs > growthLimitMs : vitals.sinceStartMs > firstMediaLimitMs;
  return hanging ? 'hanging' : 'well';
}
