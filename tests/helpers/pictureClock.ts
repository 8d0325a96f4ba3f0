import { runToEnd } from '#main/process/runner.ts';
import { clockArea, readClock, type PictureSize } from '#main/recorder/media/pictureClock.ts';
import { decodeFrames } from './frames.ts';

export interface ClockReading {
  /** The frame's timestamp in the file. */
  ptsMs: number;
  /** UTC ms spelled in the picture; null when it cannot be read. */
  clockMs: number | null;
}

async function sizeOf(path: string, stream: string): Promise<PictureSize> {
  const done = await runToEnd('ffprobe', ['-v', 'error', '-select_streams', stream, '-show_entries', 'stream=width,height', '-of', 'csv=p=0', path], { timeoutMs: 20_000 });
  const [widthPx, heightPx] = done.ok ? done.value.stdout.toString().trim().split(',').map(Number) : [];
  if (!widthPx || !heightPx) throw new Error(`no picture in ${path}`);
  return { widthPx, heightPx };
}

/** Reads the wall clock of every frame of a demonstration camera's file. */
export async function readPictureClock(path: string, stream = 'v:0'): Promise<ClockReading[]> {
  const size = await sizeOf(path, stream);
  const area = clockArea(size);
  const crop = `crop=${area.widthPx}:${area.heightPx}:${area.xPx}:${area.yPx},format=gray`;
  const frames = await decodeFrames(path, stream, crop, 'split', ['-c:v', 'rawvideo']);
  return frames.map(({ ptsMs, data }) => ({ ptsMs, clockMs: readClock(data, size) }));
}
