import { parseDate, parseTime } from '../../../format/calendar.ts';
import type { Format } from '../../../format/format.ts';

export type NextDate = { ok: true; atMs: number | null } | { ok: false; field: 'date' | 'time' };

/** A hearing without a hour begins the day's work. */
const dayBegins = { hour: 9, minute: 0 };

/** The next date as typed: none, a day, or a day with its time. */
export function nextDate(date: string, time: string, moment: Format['moment']): NextDate {
  if (date.trim() === '') return time.trim() === '' ? { ok: true, atMs: null } : { ok: false, field: 'date' };
  const day = parseDate(date);
  if (!day) return { ok: false, field: 'date' };
  const at = time.trim() === '' ? dayBegins : parseTime(time);
  return at ? { ok: true, atMs: moment(day, at) } : { ok: false, field: 'time' };
}
