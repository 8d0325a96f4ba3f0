import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readPictureClock, type ClockReading } from './pictureClock.ts';

/** Every frame of one camera's run, in order, with the clock in its picture. */
export async function clockOfCapture(captureDir: string): Promise<ClockReading[]> {
  const files = (await readdir(captureDir)).filter((name) => name.endsWith('.mkv')).toSorted();
  const readings: ClockReading[] = [];
  for (const file of files) readings.push(...(await readPictureClock(join(captureDir, file))));
  return readings;
}

/** The longest step of the picture's clock from one frame to the next: what is missing, plus one frame. */
export const longestStepMs = (readings: ClockReading[]): number =>
  readings.slice(1).reduce((longest, r, i) => Math.max(longest, r.clockMs - (readings[i]?.clockMs ?? r.clockMs)), 0);
