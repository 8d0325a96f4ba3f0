import { appError } from '../errors.ts';
import type { DecideContext, HearingCommand } from '../hearing/commands.ts';
import type { HearingEvent } from '../hearing/events.ts';
import type { Hearing } from '../hearing/state.ts';
import { isClosedToPublic, isLive } from '../hearing/transitions.ts';
import { err, ok, type Result } from '../result.ts';

/** By the court's word; by its ruling to go closed (K7-6); by an emergency (K185-24); with the hearing. */
export const removalReasons = ['withdrawn', 'closed_to_public', 'emergency', 'over'] as const;
export type RemovalReason = (typeof removalReasons)[number];

/** The court's permission to watch the hearing from elsewhere, and how it ended (K7-33, GP-5). UTC ms; the last one holds while it has no end. */
export interface Observation {
  /** What the address of the page is made of; nobody can guess it. */
  watchId: string;
  fromMs: number;
  toMs: number | null;
  why: RemovalReason | null;
  /** Who wrote it down. */
  by: string;
}

export type ObserverCommand = Extract<HearingCommand, { type: 'allowObservers' | 'removeObservers' }>;
export type ObserverEvent = Extract<HearingEvent, { type: 'observersAllowed' | 'observersRemoved' }>;

/** The permission that holds now. */
export const observation = ({ observers }: Pick<Hearing, 'observers'>): Observation | null => {
  const last = observers.at(-1);
  return last?.toMs === null ? last : null;
};

/** Only an open hearing can be watched; people may be let wait for it while the hall connects. */
export const isOpenToObservers = ({ phase, starting }: Pick<Hearing, 'phase' | 'starting'>): boolean =>
  (phase.name === 'connecting' || isLive(phase.name)) && !isClosedToPublic(phase) && starting?.kind !== 'closed_section';

/** What is shown of the hearing goes out at this moment: in its breaks, the deliberation above all, nothing does. */
export const isShownToObservers = ({ phase }: Pick<Hearing, 'phase'>): boolean => phase.name === 'in_session';

export function decideObservers(h: Hearing, c: ObserverCommand, { nowMs, newId }: DecideContext): Result<HearingEvent[]> {
  const now = observation(h);
  if (c.type === 'removeObservers') return ok(now ? [{ type: 'observersRemoved', watchId: now.watchId, why: c.why, atMs: nowMs }] : []);
  if (!isOpenToObservers(h)) return err(appError('observers.not_open'));
  return ok(now ? [] : [{ type: 'observersAllowed', watchId: newId(), atMs: nowMs }]);
}

/** What of these events ends the permission by itself. */
function endedBy(event: HearingEvent): RemovalReason | null {
  if (event.type === 'hearingClosed' || event.type === 'hearingPostponed' || event.type === 'hearingCancelled') return 'over';
  return (event.type === 'sectionStarted' || event.type === 'sectionRequested') && event.kind === 'closed_section' ? 'closed_to_public' : null;
}

/**
 * A ruling to go closed and the end of the hearing end the permission in the same commit, and before anything else of it is
 * told: there is no moment at which a closed hearing may be watched. It does not come back by itself.
 */
export function withObserversRemoved(h: Hearing, events: HearingEvent[], { nowMs }: DecideContext): HearingEvent[] {
  const now = observation(h);
  const why = events.map(endedBy).find((reason) => reason !== null);
  return now && why ? [{ type: 'observersRemoved', watchId: now.watchId, why, atMs: nowMs }, ...events] : events;
}

export function evolveObservers(observers: readonly Observation[], e: ObserverEvent, by: string): Observation[] {
  if (e.type === 'observersAllowed') return [...observers, { watchId: e.watchId, fromMs: e.atMs, toMs: null, why: null, by }];
  return observers.map((each) => (each.watchId === e.watchId && each.toMs === null ? { ...each, toMs: Math.max(e.atMs, each.fromMs), why: e.why } : each));
}
