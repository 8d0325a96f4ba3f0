import type { Language } from './hearing/state.ts';

/**
 * Dates and times as they stand in documents. Written out here rather than taken from `Intl`, because
 * the same text must come out of every engine, and Chromium's Kazakh is not Kazakh.
 */

/** How far the court's zone is ahead of UTC at a moment, in milliseconds. */
export type ZoneOffset = (utcMs: number) => number;

const months: Record<Language, readonly string[]> = {
  kk: ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'],
  ru: ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
};

const two = (n: number): string => String(n).padStart(2, '0');

export interface CourtTime {
  /** «2026 жылғы 3 қараша» / «3 ноября 2026 года» */
  longDate(utcMs: number): string;
  /** «03.11.2026» */
  shortDate(utcMs: number): string;
  /** «14:05» */
  minute(utcMs: number): string;
  /** «14:05:09» */
  second(utcMs: number): string;
  /** «03.11.2026 14:05» */
  dateAndMinute(utcMs: number): string;
}

export function courtTime(language: Language, offset: ZoneOffset): CourtTime {
  const local = (utcMs: number) => new Date(utcMs + offset(utcMs));
  const day = (d: Date) => d.getUTCDate();
  const month = (d: Date) => months[language][d.getUTCMonth()] ?? '';
  const shortDate = (ms: number) => ((d) => `${two(day(d))}.${two(d.getUTCMonth() + 1)}.${d.getUTCFullYear()}`)(local(ms));
  const minute = (ms: number) => ((d) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`)(local(ms));
  return {
    longDate: (ms) => ((d) => (language === 'kk' ? `${d.getUTCFullYear()} жылғы ${day(d)} ${month(d)}` : `${day(d)} ${month(d)} ${d.getUTCFullYear()} года`))(local(ms)),
    shortDate,
    minute,
    second: (ms) => `${minute(ms)}:${two(local(ms).getUTCSeconds())}`,
    dateAndMinute: (ms) => `${shortDate(ms)} ${minute(ms)}`,
  };
}

/** A length as «1:02:03»; also a position on the timeline. */
export function lengthText(lengthMs: number): string {
  const seconds = Math.max(0, Math.round(lengthMs / 1000));
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
