import { createHash } from 'node:crypto';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isOver } from '#shared/domain/hearing/transitions.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';

/** A typed-in time may be this far from the schedule's and still mean the same hearing. */
const sameTimeMs = 2 * 3_600_000;

const bare = (caseNumber: string): string => caseNumber.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

export type Match = { kind: 'known'; hearingId: string } | { kind: 'typed_in'; hearingId: string } | { kind: 'over' } | { kind: 'new' };

/**
 * Which of the day's hearings a row of the server's schedule is. A hearing typed in while offline is
 * recognised by its case number (signs and case of letters aside) and a time within two hours. One that
 * is over stays as it was: a row moved to another time is another hearing then.
 */
export function matchFor(serverHearingId: string, schedule: ScheduleEntry, day: readonly Hearing[]): Match {
  const known = day.filter((h) => h.serverHearingId === serverHearingId);
  const ahead = known.find((h) => !isOver(h.phase.name));
  if (ahead) return { kind: 'known', hearingId: ahead.hearingId };
  if (known.some((h) => isDone(h, schedule))) return { kind: 'over' };
  const typedIn = day
    .filter((h) => h.serverHearingId === null && !isOver(h.phase.name) && bare(h.schedule.caseNumber) === bare(schedule.caseNumber))
    .map((h) => ({ h, awayMs: Math.abs(h.schedule.startsAtMs - schedule.startsAtMs) }))
    .filter(({ awayMs }) => awayMs <= sameTimeMs)
    .toSorted((a, b) => a.awayMs - b.awayMs)[0];
  return typedIn ? { kind: 'typed_in', hearingId: typedIn.h.hearingId } : { kind: 'new' };
}

/** The hearing that this row speaks of has been held, postponed or cancelled. */
export const isDone = (hearing: Hearing, schedule: ScheduleEntry): boolean =>
  isOver(hearing.phase.name) && hearing.schedule.startsAtMs === schedule.startsAtMs;

/**
 * The same row always gets the same hearing id, however often and on whichever day it is fetched.
 * `earlier`: how many hearings of this row are over, at other times.
 */
export function serverHearingUuid(serverHearingId: string, earlier = 0): string {
  const hex = createHash('sha256').update(`court-server${earlier > 0 ? `-${earlier}` : ''}:${serverHearingId}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
