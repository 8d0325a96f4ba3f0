import { z } from 'zod';
import type { Facts } from '../../rules/schema/facts.ts';
import { someText, type ScheduleEntry } from '../schedule.ts';

/** A hall of this court, as the administrator entered it (K7-5, K336-10). */
export const knownHallSchema = z.object({ name: someText.max(200), records: z.boolean(), hasVideoconference: z.boolean() });
export type KnownHall = z.infer<typeof knownHallSchema>;

/** Another hearing that this console knows of and that is not over. */
export interface OtherHearing {
  hearingId: string;
  schedule: ScheduleEntry;
}

/** Nobody enters how long a hearing will last; a hall has eight of them a day. Two that begin closer together than this are in each other's way. */
export const apartMs = 30 * 60_000;

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('kk');
export const isSame = (a: string, b: string): boolean => plain(a) === plain(b);
const meet = (a: ScheduleEntry, b: ScheduleEntry): boolean => Math.abs(a.startsAtMs - b.startsAtMs) < apartMs;

/** What rules may ask of the hall of a hearing, and of those beside it. Of a hall that nobody entered nothing is known. */
export function hallFacts(schedule: ScheduleEntry, halls: readonly KnownHall[], others: readonly OtherHearing[]): Facts {
  const own = halls.find(({ name }) => isSame(name, schedule.hall));
  const isTaken = (name: string): boolean => others.some((other) => isSame(other.schedule.hall, name) && meet(other.schedule, schedule));
  return {
    'hall.records': own?.records ?? null,
    'hall.hasVideoconference': own?.hasVideoconference ?? null,
    'hall.equippedOneIsFree': halls.length === 0 ? null : halls.some(({ name, records }) => records && !isSame(name, schedule.hall) && !isTaken(name)),
  };
}

/** Somebody or something that two hearings need at about the same time. */
export interface Clash {
  hearingId: string;
  caseNumber: string;
  startsAtMs: number;
  about: 'hall' | 'judge' | 'participant';
  name: string;
}

/** The first reason for each other hearing counts: in the same hall, the rest does not matter any more. */
export const clashes = (schedule: ScheduleEntry, others: readonly OtherHearing[]): Clash[] =>
  others.filter((other) => meet(other.schedule, schedule)).flatMap(({ hearingId, schedule: other }) => {
    const shared = sharedBy(schedule, other);
    return shared ? [{ hearingId, caseNumber: other.caseNumber, startsAtMs: other.startsAtMs, ...shared }] : [];
  });

function sharedBy(a: ScheduleEntry, b: ScheduleEntry): Pick<Clash, 'about' | 'name'> | null {
  if (isSame(a.hall, b.hall)) return { about: 'hall', name: a.hall };
  if (isSame(a.judge, b.judge)) return { about: 'judge', name: a.judge };
  const person = a.participants.find(({ name }) => b.participants.some((other) => isSame(other.name, name)));
  return person ? { about: 'participant', name: person.name } : null;
}
