const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How far the zone's clock is ahead of UTC at this moment. */
function offsetMs(atMs: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(atMs).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
}

const startOfDay = (date: string, timeZone: string): number => {
  const asUtcMs = Date.parse(`${date}T00:00:00Z`);
  return asUtcMs - offsetMs(asUtcMs, timeZone);
};

/** UTC bounds `[fromMs, toMs)` of a calendar day in the court's time zone. */
export function dayRange(date: string, timeZone: string): { fromMs: number; toMs: number } {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
  return { fromMs: startOfDay(date, timeZone), toMs: startOfDay(next, timeZone) };
}

/** The calendar day of a moment in the court's time zone, `yyyy-mm-dd`. */
export const dateOf = (atMs: number, timeZone: string): string => localIso(atMs, timeZone).slice(0, 10);

/** The court's wall clock as `yyyy-mm-ddThh:mm:ss.mmm`. */
export const localIso = (atMs: number, timeZone: string): string => new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 23);
