import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { demoHall } from '../../../src-main/app/demoHall.ts';
import { clockArea, readClock, type PictureSize } from '../../../src-main/recorder/media/pictureClock.ts';
import { startCourtServer } from '../../helpers/courtServer.ts';
import { cleanly } from '../loss/afterwards.ts';
import { percentiles } from '../percentiles.ts';
import { joinFrom, openLinks, startHall } from './hall.ts';

/** `FAR_SECONDS`: how long pictures are looked at. */
const watchedS = Number(process.env['FAR_SECONDS'] ?? 60);
const settledAfterS = 15;
const camera: PictureSize = { widthPx: 1280, heightPx: 720 };
const participant = { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' } as const;

/** Of Chromium alone. */
declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack });
  readonly readable: ReadableStream<VideoFrame>;
}

/** The lower left corner of a picture, gray, and when it was decoded. */
interface Corner { atMs: number; widthPx: number; heightPx: number; gray: number[] }

/**
 * How old a picture of the hall is when a participant's browser has decoded it: the demonstration camera writes the wall clock into each, and
 * both ends are this machine. From the camera's picture by way of the recorder's encoder, the live stream and the links; without camera and screen.
 */
export const run = (): Promise<object> => cleanly(async (afterwards) => {
  const dir = await mkdtemp(join(tmpdir(), 'bench-far-'));
  afterwards.add(() => rm(dir, { recursive: true, force: true }));
  const later = (end: () => Promise<unknown>): void => afterwards.add(end);
  const court = await startCourtServer({ dataDir: join(dir, 'court') });
  later(court.stop);
  const hall = await startHall(later, { dataDir: join(dir, 'console'), court, hall: { ...demoHall, cameras: demoHall.cameras.slice(0, 1).map((one) => ({ ...one, ...camera })) }, participants: [participant] });
  await openLinks(later, hall.url);
  await hall.secretary.do('hearing.open', { hearingId: hall.hearingId });
  const [page] = await joinFrom(later, hall, [participant]);
  await sleep(settledAfterS * 1000);
  const corners = page ? await look(page) : [];
  const agesMs = corners.map(({ atMs, ...corner }) => {
    const clockMs = readClock(enlarged(corner), camera);
    return clockMs === null ? null : atMs - clockMs;
  });
  const read = agesMs.filter((ms) => ms !== null);
  return { ageMs: percentiles(read), unreadable: agesMs.length - read.length, framesPerSecond: agesMs.length / watchedS, heightsPx: [...new Set(corners.map(({ heightPx }) => heightPx))] };
});

/** Every picture that the page's decoder gives out; nothing is drawn. */
const look = (page: Page): Promise<Corner[]> => page.evaluate(`(${corners.toString()})(${watchedS * 1000}, ${JSON.stringify(fractions())})`);

/** Where the clock stands, as parts of a picture of any size. */
function fractions(): { x: number; y: number; width: number; height: number } {
  const { xPx, yPx, widthPx, heightPx } = clockArea(camera);
  return { x: xPx / camera.widthPx, y: yPx / camera.heightPx, width: widthPx / camera.widthPx, height: heightPx / camera.heightPx };
}

/** In the page. */
async function corners(forMs: number, at: { x: number; y: number; width: number; height: number }): Promise<Corner[]> {
  const track = window.lastPeer?.getReceivers().find((receiver) => receiver.track.kind === 'video')?.track.clone();
  if (!track) throw new Error('no picture arrives');
  const frames = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const seen: Corner[] = [];
  const even = (value: number): number => 2 * Math.round(value / 2);
  for (const untilMs = Date.now() + forMs; Date.now() < untilMs;) {
    const { value: frame } = await frames.read();
    if (!frame) break;
    const atMs = Date.now();
    const { codedWidth, codedHeight } = frame;
    const rect = { x: even(at.x * codedWidth), y: even(at.y * codedHeight), width: even(at.width * codedWidth), height: even(at.height * codedHeight) };
    const bytes = new Uint8Array(frame.allocationSize({ rect }));
    const [luma] = await frame.copyTo(bytes, { rect });
    frame.close();
    const gray = Array.from({ length: rect.height }, (_, y) => [...bytes.subarray((luma?.offset ?? 0) + y * (luma?.stride ?? 0)).subarray(0, rect.width)]).flat();
    seen.push({ atMs, widthPx: rect.width, heightPx: codedHeight, gray });
  }
  return seen;
}

/** As it was before it was made smaller on its way. */
function enlarged({ widthPx, gray }: Omit<Corner, 'atMs'>): Uint8Array {
  const area = clockArea(camera);
  const heightPx = gray.length / widthPx;
  return Uint8Array.from({ length: area.widthPx * area.heightPx }, (_, i) => {
    const [x, y] = [Math.floor(((i % area.widthPx) * widthPx) / area.widthPx), Math.floor((Math.floor(i / area.widthPx) * heightPx) / area.heightPx)];
    return gray[y * widthPx + x] ?? 0;
  });
}
