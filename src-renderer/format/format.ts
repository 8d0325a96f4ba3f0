import type { UiLanguage } from '../stores/preferences.ts';
import { isoDateOf, partsOf, weekdayOf, type IsoDate } from './calendar.ts';
import { formatWords } from './words.ts';
import { momentOf, wallTime } from './zone.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const thinSpace = '\u00a0';

/** `hh:mm:ss`; hours go on beyond 99. */
export function elapsed(lengthMs: number): string {
  const seconds = Math.max(0, Math.floor(lengthMs / 1000));
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** `mm:ss`, or `hh:mm:ss` from an hour on: how long something has been waited for. */
export const shortElapsed = (lengthMs: number): string => (lengthMs < 3_600_000 ? elapsed(lengthMs).slice(3) : elapsed(lengthMs));

/** Groups of three with a space that does not break, the decimal sign of the language. */
export function number(value: number, language: UiLanguage, decimals = 0): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thinSpace);
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : '';
  return `${sign}${grouped}${fraction ? formatWords[language].decimalSign + fraction : ''}`;
}

/** 1 KB = 1024 bytes; three digits at most, as people read sizes. */
export function size(sizeBytes: number, language: UiLanguage): string {
  const units = formatWords[language].sizeUnits;
  const exponent = sizeBytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(sizeBytes) / 10), units.length - 1);
  const value = sizeBytes / 1024 ** exponent;
  return `${number(value, language, exponent > 0 && value < 10 ? 1 : 0)}${thinSpace}${units[exponent] ?? ''}`;
}

/** A length in words: `3 сағ 05 мин`, `12 мин`, `40 с`. */
export function length(lengthMs: number, language: UiLanguage): string {
  const { hour, minute, second } = formatWords[language];
  const seconds = Math.max(0, Math.round(lengthMs / 1000));
  if (seconds < 60) return `${seconds}${thinSpace}${second}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${thinSpace}${minute}`;
  return `${Math.floor(minutes / 60)}${thinSpace}${hour} ${two(minutes % 60)}${thinSpace}${minute}`;
}

/** Disk hours: whole hours, one decimal below ten, where it begins to matter. */
export const hours = (count: number, language: UiLanguage): string =>
  `${number(count, language, count < 10 ? 1 : 0)}${thinSpace}${formatWords[language].hour}`;

/** Sorting by the Kazakh alphabet, in which ә follows а and і follows ы; Russian and Latin letters keep their order. */
const alphabet = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя';
const letters = new Map([...alphabet].map((letter, index) => [letter, index + 0x1000]));
const weight = (letter: string): number => letters.get(letter) ?? letter.codePointAt(0) ?? 0;

export function compareText(a: string, b: string): number {
  const left = [...a.toLowerCase()];
  const right = [...b.toLowerCase()];
  const at = left.findIndex((letter, i) => letter !== right[i]);
  if (at < 0) return left.length - right.length;
  const other = right[at];
  return other === undefined ? 1 : weight(left[at] ?? '') - weight(other);
}

/** Everything that depends on language and on the court's time zone. */
export function createFormat(language: UiLanguage, timeZone: string) {
  const wall = (atMs: number) => wallTime(atMs, timeZone);
  const dayOf = (atMs: number): IsoDate => isoDateOf(wall(atMs));
  const dayText = (date: IsoDate) => {
    const { year, month, day } = partsOf(date);
    return `${two(day)}.${two(month)}.${year}`;
  };
  const time = (atMs: number) => {
    const { hour, minute } = wall(atMs);
    return `${two(hour)}:${two(minute)}`;
  };
  return {
    /** `dd.MM.yyyy` */
    dayText,
    date: (atMs: number) => dayText(dayOf(atMs)),
    /** `HH:mm` */
    time,
    /** `HH:mm:ss` */
    seconds: (atMs: number) => `${time(atMs)}:${two(wall(atMs).second)}`,
    dateTime: (atMs: number) => `${dayText(dayOf(atMs))} ${time(atMs)}`,
    /** «2026 жылғы 3 қараша» */
    longDate: (date: IsoDate) => {
      const { year, month, day } = partsOf(date);
      return formatWords[language].longDate(day, formatWords[language].months[month - 1] ?? '', year);
    },
    weekday: (date: IsoDate) => formatWords[language].weekdays[weekdayOf(date)] ?? '',
    /** The court's day in which a moment lies. */
    dayOf,
    /** The moment of a time on a day at the court. */
    moment: (date: IsoDate, at: { hour: number; minute: number }) => momentOf({ ...partsOf(date), ...at, second: 0 }, timeZone),
    number: (value: number, decimals = 0) => number(value, language, decimals),
    size: (sizeBytes: number) => size(sizeBytes, language),
    length: (lengthMs: number) => length(lengthMs, language),
    hours: (count: number) => hours(count, language),
    elapsed,
    shortElapsed,
  };
}

export type Format = ReturnType<typeof createFormat>;
