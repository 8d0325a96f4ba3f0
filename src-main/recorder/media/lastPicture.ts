import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, type Result } from '#shared/domain/result.ts';
import { firstMediaMs, newestMedia, segmentFileName, segmentIndexes } from '../segments/files.ts';
import { lastFrame, type Frame } from './ffmpegJobs.ts';

/** A damaged file is passed over for the one before it; of a disk on which nothing can be read not every file is tried. */
const triesAtMost = 3;

const runsNewestFirst = async (dir: string): Promise<string[]> =>
  (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name).toSorted().toReversed();

/** Position of the last picture in a file up to `untilMs`, or null when everything in it is later. A file may still be growing. */
async function endIn(dir: string, index: number, untilMs: number): Promise<number | null> {
  const [firstMs, newest] = await Promise.all([firstMediaMs(dir, index, index, 1), newestMedia(dir, index)]);
  if (firstMs === null || newest === null || firstMs > untilMs) return null;
  return Math.min(untilMs, ...[...newest.values()].map(({ lastMs }) => lastMs));
}

/** The last picture of a camera in a hearing's folder up to a position of the timeline. Reads only; knows nothing of the recorder. */
export async function lastPicture(recordingDir: string, cameraId: string, untilMs: number): Promise<Result<Frame>> {
  let last: Result<Frame> = err(appError('media.not_recorded'));
  let tries = 0;
  try {
    for (const run of await runsNewestFirst(recordingDir)) {
      const dir = join(recordingDir, run, cameraId);
      for (const index of (await segmentIndexes(dir)).toReversed()) {
        const endMs = await endIn(dir, index, untilMs);
        if (endMs === null) continue;
        last = await lastFrame(join(dir, segmentFileName(index)), endMs);
        tries += 1;
        if (last.ok || tries === triesAtMost) return last;
      }
    }
    return last;
  } catch (e) {
    return err(appError('media.failed', { detail: messageOf(e) }));
  }
}
