/** One uninterrupted stretch of recording, as it can be played: position = `fromMs` + offset in the copy. */
export interface PlayableRun {
  runId: string;
  /** Positions on the hearing's timeline. */
  fromMs: number;
  toMs: number;
}

export interface Place {
  runId: string;
  offsetMs: number;
}

/**
 * Where a position of the timeline plays. A moment that was not recorded (a mark in a recess) plays
 * from the next recorded one, and after the last run from its end.
 */
export function placeOf(runs: readonly PlayableRun[], positionMs: number): Place | null {
  const run = runs.find((r) => positionMs < r.toMs) ?? runs.at(-1);
  if (!run) return null;
  const offsetMs = Math.min(Math.max(positionMs - run.fromMs, 0), run.toMs - run.fromMs);
  return { runId: run.runId, offsetMs };
}
