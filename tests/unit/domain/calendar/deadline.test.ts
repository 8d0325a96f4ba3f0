import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoneOffsetMs } from '#main/app/courtDay.ts';
import { dayOf, plusDays, startOf, weekdayOf } from '#shared/domain/calendar/day.ts';
import { deadlineFrom, type Length } from '#shared/domain/calendar/deadline.ts';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import { holidays } from '#shared/rules/holidays.ts';

const calendar = new WorkingCalendar(holidays);
const offset = (ms: number): number => zoneOffsetMs('Asia/Almaty', ms);
/** A moment of the court's day. */
const at = (day: string, time = '10:00'): number => startOf(day, offset) + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3)) * 60_000;
const working = (count: number, direction: Length['direction'] = 'after'): Length => ({ count, unit: 'working_day', direction });
const days = (count: number, direction: Length['direction'] = 'after'): Length => ({ count, unit: 'day', direction });
const lastDay = (day: string, length: Length, time?: string) => deadlineFrom(at(day, time), length, calendar, offset).lastDay;

test.each<[string, string, Length, string]>([
  ['three working days within a week', '2026-11-02', working(3), '2026-11-05'],
  ['over a weekend', '2026-11-05', working(3), '2026-11-10'],
  ['from a Saturday', '2026-11-07', working(1), '2026-11-09'],
  ['over Nauryz and the days off after it', '2026-03-19', working(3), '2026-03-27'],
  ['over the New Year', '2026-12-31', working(1), '2027-01-05'],
  ['the next working day before a holiday', '2026-12-15', working(1), '2026-12-17'],
  ['the next day', '2026-11-02', days(1), '2026-11-03'],
  ['the next day is a Saturday', '2026-11-06', days(1), '2026-11-09'],
  ['one whole day before the day', '2026-11-10', days(1, 'before'), '2026-11-08'],
  ['one working day before', '2026-11-09', working(1, 'before'), '2026-11-05'],
])('%s', (_, start, length, expected) => expect(lastDay(start, length)).toBe(expected));

test('it does not matter when in the day it begins, a minute before midnight or after', () => {
  expect(lastDay('2026-11-02', working(3), '23:59')).toBe(lastDay('2026-11-02', working(3), '00:00'));
  expect(lastDay('2026-11-03', working(3), '00:00')).toBe('2026-11-06');
});

test('it is too late from the midnight after the last day', () => {
  expect(deadlineFrom(at('2026-11-02'), working(3), calendar, offset).dueMs).toBe(startOf('2026-11-06', offset));
});

test('hours and minutes are counted as they pass, over midnight and weekends', () => {
  const fridayNight = at('2026-11-06', '23:30');
  expect(deadlineFrom(fridayNight, { count: 1, unit: 'hour', direction: 'after' }, calendar, offset)).toEqual({ dueMs: fridayNight + 3_600_000, lastDay: null, isCertain: true });
  expect(deadlineFrom(fridayNight, { count: 30, unit: 'minute', direction: 'before' }, calendar, offset).dueMs).toBe(fridayNight - 1_800_000);
});

test('of a year nobody has entered only weekends are known, and that is said', () => {
  expect(deadlineFrom(at('2041-01-01'), working(1), calendar, offset).isCertain).toBe(false);
  expect(deadlineFrom(at('2026-12-31'), working(1), new WorkingCalendar(holidays.filter(({ year }) => year === 2026)), offset).isCertain).toBe(false);
  expect(deadlineFrom(at('2026-11-02'), working(1), calendar, offset).isCertain).toBe(true);
});

const anyDay = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 10, 1) }).map((ms) => dayOf(ms, offset));
const anyCount = fc.integer({ min: 1, max: 30 });

test('the last day works, lies after the first, and exactly so many working days lie up to it', () => {
  fc.assert(fc.property(anyDay, anyCount, (first, count) => {
    const last = lastDay(first, working(count)) as string;
    expect(calendar.isWorking(last)).toBe(true);
    let passed = 0;
    for (let day = plusDays(first, 1); day <= last; day = plusDays(day, 1)) passed += calendar.isWorking(day) ? 1 : 0;
    expect(passed).toBe(count);
  }));
});

test('a later start is never due earlier, a longer term never sooner', () => {
  const due = (first: string, length: Length) => deadlineFrom(at(first), length, calendar, offset).dueMs;
  fc.assert(fc.property(anyDay, anyCount, fc.constantFrom(working, days), fc.constantFrom('after', 'before'), (first, count, of, direction) => {
    expect(due(plusDays(first, 1), of(count, direction))).toBeGreaterThanOrEqual(due(first, of(count, direction)));
    expect(due(first, of(count + 1, 'after'))).toBeGreaterThanOrEqual(due(first, of(count, 'after')));
    expect(due(first, of(count + 1, 'before'))).toBeLessThan(due(first, of(count, 'before')));
  }));
});

test('a holiday on a weekend is made up for by the next working day', () => {
  for (const { holidays: days_ } of holidays) {
    for (const { day } of days_.filter((h) => weekdayOf(h.day) > 5)) {
      const next = plusDays(day, 8 - weekdayOf(day));
      expect([day, calendar.isWorking(next)]).toEqual([day, false]);
    }
  }
});

test('a moved working day works although it is a Saturday, and so does what it is moved for', () => {
  const moved = new WorkingCalendar([{ year: 2026, holidays: [], daysOff: ['2026-05-08'], workingDays: ['2026-05-16'] }]);
  expect([moved.isWorking('2026-05-08'), moved.isWorking('2026-05-16'), moved.isWorking('2026-05-17')]).toEqual([false, true, false]);
  expect(moved.plusWorkingDays('2026-05-15', 1)).toBe('2026-05-16');
});
