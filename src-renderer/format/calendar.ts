/** Days as `yyyy-mm-dd`, without any time zone: the form the contract uses. */
export type IsoDate = string;

const two = (n: number): string => String(n).padStart(2, '0');

export const isoDateOf = (d: { year: number; month: number; day: number }): IsoDate => `${d.year}-${two(d.month)}-${two(d.day)}`;

export function partsOf(date: IsoDate): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

export function addDays(date: IsoDate, days: number): IsoDate {
  const { year, month, day } = partsOf(date);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** 0 = Monday: the week starts on Monday. */
export function weekdayOf(date: IsoDate): number {
  const { year, month, day } = partsOf(date);
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

/** February has no 30th: `addDays` would make it a day in March. */
const isDay = (date: IsoDate): boolean => partsOf(date).month >= 1 && addDays(date, 0) === date;

/** `dd.MM.yyyy` as a person types it, with any sign between or none: the Kazakh layout has a dot only where digits go. Null when there is no such day. */
export function parseDate(typed: string): IsoDate | null {
  const text = typed.trim();
  const match = /^(\d{1,2})\D{1,2}(\d{1,2})\D{1,2}(\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (!match) return null;
  const date = isoDateOf({ day: Number(match[1]), month: Number(match[2]), year: Number(match[3]) });
  return isDay(date) ? date : null;
}

/** `HH:mm` as a person types it, with any sign between or none; null when there is no such time. */
export function parseTime(typed: string): { hour: number; minute: number } | null {
  const match = /^(\d{1,2})\D?(\d{2})$/.exec(typed.trim());
  const time = { hour: Number(match?.[1]), minute: Number(match?.[2]) };
  return match && time.hour < 24 && time.minute < 60 ? time : null;
}
