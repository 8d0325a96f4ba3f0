import { parseTime } from '../format/calendar.ts';
import type { Format } from '../format/format.ts';

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
