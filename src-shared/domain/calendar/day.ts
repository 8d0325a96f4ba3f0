import type { ZoneOffset } from '../courtTime.ts';

/** A calendar day of the court, `yyyy-mm-dd`: no moment, no zone. Compares as text. */
export type Day = string;

const dayMs = 86_400_000;

/** That day's midnight, were it UTC. */
const asUtcMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const fromUtcMs = (utcMs: number): Day => new Date(utcMs).toISOString().slice(0, 10);

/** The court's day at a moment. */
export const dayOf = (utcMs: number, offset: ZoneOffset): Day => fromUtcMs(utcMs + offset(utcMs));

export const plusDays = (day: Day, days: number): Day => fromUtcMs(asUtcMs(day) + days * dayMs);

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => new Date(asUtcMs(day)).getUTCDay() || 7;

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Does this name a day that exists? */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(asUtcMs(text)) && fromUtcMs(asUtcMs(text)) === text;

/**
 * The first moment of a day. Where the clocks are changed at midnight the day begins when the date becomes
 * this one for good (Almaty, 1 March 2024: 29 February had its last hour twice).
 */
export function startOf(day: Day, offset: ZoneOffset): number {
  const midnight = asUtcMs(day);
  const [early, late] = [offset(midnight - dayMs), offset(midnight + dayMs)].map((ahead) => midnight - ahead).toSorted((a, b) => a - b) as [number, number];
  return dayOf(early, offset) === day ? early : late;
}
