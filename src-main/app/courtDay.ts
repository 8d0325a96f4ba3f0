const dayMs = 24 * 3_600_000;

/** How far a zone is ahead of UTC at a moment. Node's zone data are complete, unlike a browser's languages. */
export function zoneOffsetMs(timeZone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(atMs);
  const of = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return local - Math.floor(atMs / 1000) * 1000;
}

/** UTC bounds of a calendar day of the court. `date`: `yyyy-mm-dd`. */
export function dayRange(date: string, timeZone: string): { fromMs: number; toMs: number } {
  const midnightUtc = Date.parse(`${date}T00:00:00Z`);
  const start = (utc: number) => utc - zoneOffsetMs(timeZone, utc);
  return { fromMs: start(midnightUtc), toMs: start(midnightUtc + dayMs) };
}

/** Today's date at the court. */
export const courtDate = (nowMs: number, timeZone: string): string => new Date(nowMs + zoneOffsetMs(timeZone, nowMs)).toISOString().slice(0, 10);
