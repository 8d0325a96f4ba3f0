export const firstPauseMs = 1_000;
export const longestPauseMs = 5 * 60_000;

/** The pause after the n-th failure in a row: doubling, within 1 s and 5 min, spread by `random` (0…1) so that halls do not return in step. */
export function pauseMs(failures: number, random: number): number {
  const grown = firstPauseMs * 2 ** Math.min(failures - 1, 20);
  return Math.round(Math.min(longestPauseMs, Math.max(firstPauseMs, Math.min(grown, longestPauseMs) * (0.8 + 0.4 * random))));
}
