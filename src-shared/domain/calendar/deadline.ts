import type { ZoneOffset } from '../courtTime.ts';
import { dayOf, plusDays, startOf, type Day } from './day.ts';
import type { WorkingCalendar } from './workingDays.ts';

export const lengthUnits = ['minute', 'hour', 'day', 'working_day'] as const;

/** How long a deadline is. Days are whole: the one in which it begins does not count, and it ends with the last one. */
export interface Length {
  count: number;
  unit: (typeof lengthUnits)[number];
  /** `before`: counted back, to the moment by which it must be done so long ahead. */
  direction: 'after' | 'before';
}

export interface Deadline {
  /** The first moment at which it is too late. UTC ms. */
  dueMs: number;
  /** Its last day; null of hours and minutes. */
  lastDay: Day | null;
  /** False: for the days in between nobody has entered the holidays, so it may really be later. */
  isCertain: boolean;
}

const unitMs = { minute: 60_000, hour: 3_600_000 } as const;

/** When something is due that is counted from this moment. */
export function deadlineFrom(startMs: number, { count, unit, direction }: Length, calendar: WorkingCalendar, offset: ZoneOffset): Deadline {
  const sign = direction === 'after' ? 1 : -1;
  if (unit === 'minute' || unit === 'hour') return { dueMs: startMs + sign * count * unitMs[unit], lastDay: null, isCertain: true };
  const first = dayOf(startMs, offset);
  const lastDay = direction === 'after' ? lastDayAfter(first, count, unit, calendar) : lastDayBefore(first, count, unit, calendar);
  return { dueMs: startOf(plusDays(lastDay, 1), offset), lastDay, isCertain: calendar.knows(first) && calendar.knows(lastDay) };
}

/** A term that ends on a day off ends with the next working one. */
const lastDayAfter = (first: Day, count: number, unit: 'day' | 'working_day', calendar: WorkingCalendar): Day =>
  unit === 'day' ? calendar.onOrAfter(plusDays(first, count)) : calendar.plusWorkingDays(first, count);

/** So many whole days lie between the last day and the day it is counted back from. */
const lastDayBefore = (first: Day, count: number, unit: 'day' | 'working_day', calendar: WorkingCalendar): Day =>
  unit === 'day' ? plusDays(first, -count - 1) : plusDays(calendar.plusWorkingDays(first, -count), -1);
