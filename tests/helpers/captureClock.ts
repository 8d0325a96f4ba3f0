import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readPictureClock } from './pictureClock.ts';

export interface Frame { ptsMs: number; clockMs: number }

/** Every frame of one camera's run, in order, with the clock in its picture. */
export async function clockOfCapture(captureDir: string): Promise<Frame[]> {
  const files = (await readdir(captureDir)).filter((name) => name.endsWith('.mkv')).toSorted();
  const frames: Frame[] = [];
  for (const file of files) {
    for (const { ptsMs, clockMs } of await readPictureClock(join(captureDir, file))) {
      if (clockMs === null) throw new Error(`${file}: the clock of the frame at ${ptsMs} ms cannot be read`);
      frames.push({ ptsMs, clockMs });
    }
  }
  return frames;
}

/** The longest step of the picture's clock from one frame to the next: what is missing, plus one frame. */
export const longestStepMs = (frames: Frame[]): number =>
  frames.slice(1).reduce((longest, frame, i) => Math.max(longest, frame.clockMs - (frames[i]?.clockMs ?? frame.clockMs)), 0);
