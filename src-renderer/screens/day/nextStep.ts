import type { HearingSummary } from '#shared/contract/schemas.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import type { PhaseName } from '#shared/domain/hearing/state.ts';

export type NextStep =
  | { kind: 'continue' | 'connecting' | 'connect' | 'finish_act'; hearing: HearingSummary }
  | { kind: 'fetch' }
  | { kind: 'done' };

/** This long before its time a hearing is the next thing to do (K185-15 allows 20–30 minutes for connecting). */
const connectAheadMs = 30 * 60_000;

const at = (hearings: readonly HearingSummary[], phase: PhaseName) => hearings.filter((h) => h.phase === phase);

/** The one thing to do now: what is going on, what begins soon, what was left unfinished, what comes later. */
export function nextStep(hearings: readonly HearingSummary[], nowMs: number): NextStep {
  const live = hearings.find((h) => isLive(h.phase as PhaseName));
  if (live) return { kind: 'continue', hearing: live };
  const connecting = at(hearings, 'connecting')[0];
  if (connecting) return { kind: 'connecting', hearing: connecting };
  const coming = at(hearings, 'scheduled').toSorted((a, b) => a.schedule.startsAtMs - b.schedule.startsAtMs)[0];
  if (coming && coming.schedule.startsAtMs - nowMs < connectAheadMs) return { kind: 'connect', hearing: coming };
  const unfinished = hearings.find((h) => h.actsToFinish > 0);
  if (unfinished) return { kind: 'finish_act', hearing: unfinished };
  if (coming) return { kind: 'connect', hearing: coming };
  return hearings.length === 0 ? { kind: 'fetch' } : { kind: 'done' };
}
