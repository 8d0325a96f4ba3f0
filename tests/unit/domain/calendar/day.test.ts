import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoneOffsetMs } from '#main/app/courtDay.ts';
import { dayOf, isDay, plusDays, startOf, weekdayOf } from '#shared/domain/calendar/day.ts';

/** Almaty put its clocks back at midnight in 2024, Berlin changes them at night, Havana at midnight in both directions, Kathmandu is 5:45 ahead. */
const zones = ['Asia/Almaty', 'Asia/Aqtau', 'Europe/Berlin', 'America/Havana', 'Asia/Kathmandu', 'UTC'];
const offsetOf = (zone: string) => (ms: number): number => zoneOffsetMs(zone, ms);
const anyMoment = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2031, 0, 1) });
const anyDay = anyMoment.map((ms) => new Date(ms).toISOString().slice(0, 10));

test('a day begins at its first moment, in every zone and over every change of clocks', () => {
  fc.assert(fc.property(anyDay, fc.constantFrom(...zones), (day, zone) => {
    const offset = offsetOf(zone);
    const startMs = startOf(day, offset);
    expect(dayOf(startMs, offset)).toBe(day);
    expect(dayOf(startMs - 1, offset) < day).toBe(true);
  }), { numRuns: 300 });
});

test.each([
  ['Asia/Almaty', '2024-02-29', '2024-02-28T18:00:00Z'],
  ['Asia/Almaty', '2024-03-01', '2024-02-29T19:00:00Z'], // its eve lasted 25 hours
  ['Asia/Almaty', '2026-11-03', '2026-11-02T19:00:00Z'],
  ['America/Havana', '2026-03-08', '2026-03-08T05:00:00Z'], // it has no midnight
])('%s: %s begins at %s', (zone, day, utc) => expect(new Date(startOf(day, offsetOf(zone))).toISOString()).toBe(utc.replace('Z', '.000Z')));

test('days are counted over months, years and leap days', () => {
  expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(plusDays('2028-03-01', -1)).toBe('2028-02-29');
  fc.assert(fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
    expect(plusDays(plusDays(day, n), -n)).toBe(day);
  }));
});

test('weeks begin on Monday', () => expect(['2026-11-02', '2026-11-07', '2026-11-08'].map(weekdayOf)).toEqual([1, 6, 7]));

test('what is no day', () => expect(['2026-02-29', '2026-2-1', '2026-13-01', '', 'today', '2026-11-03T00:00'].filter(isDay)).toEqual([]));
