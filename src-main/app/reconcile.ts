import { createHash } from 'node:crypto';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';

/** A typed-in time may be this far from the schedule's and still mean the same hearing. */
const sameTimeMs = 2 * 3_600_000;

const bare = (caseNumber: string): string => caseNumber.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

export type Match = { kind: 'known'; hearingId: string } | { kind: 'typed_in'; hearingId: string } | { kind: 'new' };

/**
 * Which of the day's hearings a row of the server's schedule is. A hearing typed in while offline is
 * recognised by its case number (signs and case of letters aside) and a time within two hours.
 */
export function matchFor(serverHearingId: string, schedule: ScheduleEntry, day: readonly Hearing[]): Match {
  const known = day.find((h) => h.serverHearingId === serverHearingId);
  if (known) return { kind: 'known', hearingId: known.hearingId };
  const typedIn = day
    .filter((h) => h.serverHearingId === null && bare(h.schedule.caseNumber) === bare(schedule.caseNumber))
    .map((h) => ({ h, awayMs: Math.abs(h.schedule.startsAtMs - schedule.startsAtMs) }))
    .filter(({ awayMs }) => awayMs <= sameTimeMs)
    .toSorted((a, b) => a.awayMs - b.awayMs)[0];
  return typedIn ? { kind: 'typed_in', hearingId: typedIn.h.hearingId } : { kind: 'new' };
}

/** The same row always gets the same hearing id, however often and on whichever day it is fetched. */
export function serverHearingUuid(serverHearingId: string): string {
  const hex = createHash('sha256').update(`court-server:${serverHearingId}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
