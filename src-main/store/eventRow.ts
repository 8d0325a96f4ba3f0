import type { EventRecord, HearingEvent } from '#shared/domain/hearing/events.ts';

export interface EventRow extends Omit<EventRecord, 'event' | 'by'> {
  event: string;
  actor: string;
}

/** Written by this program from a typed event, so its shape is the type's word. */
export function recordOf(row: EventRow): EventRecord {
  const { seq, eventId, hearingId, committedAtMs, monotonicMs } = row;
  return {
    seq, eventId, hearingId, event: JSON.parse(row.event) as HearingEvent,
    committedAtMs, monotonicMs, by: JSON.parse(row.actor) as EventRecord['by'],
  };
}
