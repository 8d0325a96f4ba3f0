/**
 * Pause until the next moment that everybody who asks for this period shares. What is done again and again for each of
 * twenty captures then wakes the process once instead of twenty times, and their files are brought to the disk together.
 * `phaseMs`: for those who are to wake between the others. A timer may fire a moment too early: then the tick that is only just to come has been had.
 */
export function untilTickMs(everyMs: number, phaseMs = 0, nowMs = performance.now()): number {
  const restMs = everyMs - ((nowMs + everyMs - phaseMs) % everyMs);
  return Math.ceil(restMs < everyMs / 4 ? restMs + everyMs : restMs);
}
