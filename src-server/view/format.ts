import { localIso } from '../schedule/days.ts';

/** `dd.MM.yyyy` in the court's time zone. */
export function dateText(atMs: number, timeZone: string): string {
  const [year, month, day] = localIso(atMs, timeZone).slice(0, 10).split('-');
  return `${day}.${month}.${year}`;
}

/** `HH:mm:ss` in the court's time zone. */
export const timeText = (atMs: number, timeZone: string): string => localIso(atMs, timeZone).slice(11, 19);

export const dateTimeText = (atMs: number, timeZone: string): string => `${dateText(atMs, timeZone)} ${timeText(atMs, timeZone).slice(0, 5)}`;

/** A position on the timeline, `h:mm:ss`. */
export function positionText(ms: number): string {
  const totalS = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(totalS / 3600)}:${two(Math.floor(totalS / 60) % 60)}:${two(totalS % 60)}`;
}

const units = ['KiB', 'MiB', 'GiB'] as const;

export function sizeText(bytes: number, bytesWord: string): string {
  let value = bytes;
  let unit = bytesWord;
  for (const next of units) {
    if (value < 1024) break;
    value /= 1024;
    unit = next;
  }
  return unit === bytesWord ? `${bytes} ${unit}` : `${value.toFixed(1).replace('.', ',')} ${unit}`;
}
