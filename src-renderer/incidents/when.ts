import { parseTime } from '../format/calendar.ts';
import type { Format } from '../format/format.ts';
import type { Suspicion } from './prefill.ts';

type Clock = Pick<Format, 'moment' | 'dayOf'>;
const dayMs = 86_400_000;

/** The last moment at which the court's clock showed this time; null when it is no time. */
export function lastTime(typed: string, nowMs: number, { moment, dayOf }: Clock): number | null {
  const at = parseTime(typed);
  if (!at) return null;
  const today = moment(dayOf(nowMs), at);
  return today <= nowMs ? today : moment(dayOf(nowMs - dayMs), at);
}

/** The next moment at which it will. */
export function nextTime(typed: string, nowMs: number, { moment, dayOf }: Clock): number | null {
  const at = parseTime(typed);
  if (!at) return null;
  const today = moment(dayOf(nowMs), at);
  return today >= nowMs ? today : moment(dayOf(nowMs + dayMs), at);
}

/** The restoration to be kept. A time nobody has touched stays the moment it is, also when that has passed. */
export function restorationOf(field: { text: string; touched: boolean }, keptMs: number | null, nowMs: number, clock: Clock): number | null | 'no_time' {
  if (!field.touched) return keptMs;
  return field.text.trim() === '' ? null : (nextTime(field.text, nowMs, clock) ?? 'no_time');
}

/** A time of today by itself, of any other day with its date. */
export const timeOrDate = (atMs: number, nowMs: number, { dayOf, time, dateTime }: Pick<Format, 'dayOf' | 'time' | 'dateTime'>): string =>
  (dayOf(atMs) === dayOf(nowMs) ? time : dateTime)(atMs);

/** Since when this failed, unless somebody says otherwise: what alarms speaks for its own subject only. */
export const supposedStartMs = (suspicion: Suspicion, subject: Suspicion['subject'], openedAtMs: number): number =>
  (subject === suspicion.subject ? suspicion.sinceMs : null) ?? openedAtMs;

/** How long ago, within the day that the contract allows: what failed before that is said to have failed a day ago. */
export const startedAgoMs = (startedAtMs: number, nowMs: number): number => Math.min(Math.max(nowMs - startedAtMs, 0), dayMs);
