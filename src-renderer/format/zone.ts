/** Date and time of a moment on the wall of the court. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * Only numbers are taken from `Intl`, and only in English: Chromium claims to know Kazakh and does not
 * (`2026-11-03`, `1,234,567.891`), while Node does, so a test in Node would not notice.
 */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = dateFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  dateFormats.set(timeZone, made);
  return made;
}

export function wallTime(atMs: number, timeZone: string): WallTime {
  const parts = formatOf(timeZone).formatToParts(atMs);
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value);
  return { year: number('year'), month: number('month'), day: number('day'), hour: number('hour'), minute: number('minute'), second: number('second') };
}

const asUtcMs = (t: WallTime): number => Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second);

/** The moment at which the court's wall shows this; where a clock change makes it ambiguous, the earlier one. */
export function momentOf(wall: WallTime, timeZone: string): number {
  const wanted = asUtcMs(wall);
  const offsetAt = (ms: number) => asUtcMs(wallTime(ms, timeZone)) - Math.floor(ms / 1000) * 1000;
  const guess = wanted - offsetAt(wanted);
  return wanted - offsetAt(guess);
}
