import type { Attachments, Hall, Records } from './ports.ts';
import { dateOf, dayRange } from './schedule/days.ts';
import { demoDay, demoHall } from './schedule/demoDay.ts';
import { demoPhotos } from './schedule/demoPhoto.ts';
import { newSecret, sha256Of } from './secrets.ts';

export interface Demo {
  /** Shown at the first start only: afterwards nobody knows it but the console it was given to. */
  token: string | null;
  fillDay: (hall: Hall, date: string) => Promise<void>;
}

const nearMs = 36 * 60 * 60 * 1000;

/** The demonstration hall: its token, and its day whenever a near day is asked for and empty (the server may run past midnight). */
export async function prepareDemo(records: Records, attachments: Attachments, timeZone: string): Promise<Demo> {
  const photos = demoPhotos();
  for (const photo of photos) await attachments.keep(photo.bytes);
  const fillDay = async (hall: Hall, date: string): Promise<void> => {
    if (hall.court !== demoHall.court || hall.hall !== demoHall.hall) return;
    const { fromMs, toMs } = dayRange(date, timeZone);
    const near = Math.abs(fromMs + (toMs - fromMs) / 2 - Date.now()) < nearMs;
    const empty = (await records.scheduled(hall, fromMs, toMs)).length === 0;
    if (near && empty) await records.putSchedule(demoDay(date, hall, timeZone, photos));
  };
  await fillDay({ ...demoHall, hallId: 'demo' }, dateOf(Date.now(), timeZone));
  if (await records.hasTokens()) return { token: null, fillDay };
  const token = newSecret();
  await records.addToken(sha256Of(token), demoHall);
  return { token, fillDay };
}
