import { plusDays, weekdayOf, yearOf, type Day } from './day.ts';

/** What is known of one year: its holidays, further days off, and weekend days on which people work instead. */
export interface CalendarYear {
  year: number;
  holidays: readonly { day: Day; name: { kk: string; ru: string } }[];
  daysOff: readonly Day[];
  workingDays: readonly Day[];
}

/** Saturday. */
const weekendFrom = 6;

/** A country's working days, from its years' data. */
export class WorkingCalendar {
  readonly #years: ReadonlySet<number>;
  readonly #off: ReadonlySet<Day>;
  readonly #working: ReadonlySet<Day>;

  constructor(years: readonly CalendarYear[]) {
    this.#years = new Set(years.map(({ year }) => year));
    this.#off = new Set(years.flatMap(({ holidays, daysOff }) => [...holidays.map(({ day }) => day), ...daysOff]));
    this.#working = new Set(years.flatMap(({ workingDays }) => workingDays));
  }

  /** Of a year without data weekends alone are known. */
  knows = (day: Day): boolean => this.#years.has(yearOf(day));

  isWorking(day: Day): boolean {
    if (this.#working.has(day)) return true;
    return weekdayOf(day) < weekendFrom && !this.#off.has(day);
  }

  /** This day, or the first working one after it. */
  onOrAfter(day: Day): Day {
    let at = day;
    while (!this.isWorking(at)) at = plusDays(at, 1);
    return at;
  }

  /** The `count`-th working day after this day, which itself does not count; before it for a negative count. 0: `onOrAfter`. */
  plusWorkingDays(day: Day, count: number): Day {
    if (count === 0) return this.onOrAfter(day);
    let at = day;
    for (let left = Math.abs(count); left > 0;) {
      at = plusDays(at, Math.sign(count));
      if (this.isWorking(at)) left -= 1;
    }
    return at;
  }
}
