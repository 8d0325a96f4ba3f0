import { statfs } from 'node:fs/promises';
import type { DiskSpace } from '#main/app/ports/index.ts';
import type { Hall } from '#shared/domain/hall.ts';

const hourS = 3600;
const audioBytesPerTrackS = 64_000 / 8;
/** x264 veryfast on a courtroom picture stays below this many bits per pixel; measured 0.03–0.09. */
const videoBitsPerPixel = 0.1;

/** What a hall's recording is expected to take, on the safe side. */
export function expectedBytesPerSecond(hall: Hall): number {
  const video = hall.cameras.reduce((sum, c) => sum + (c.widthPx * c.heightPx * c.fps * videoBitsPerPixel) / 8, 0);
  return video + (hall.microphones.length + 1) * audioBytesPerTrackS;
}

/** Free space, and how many hours of this hall it holds. */
export function createDiskSpace(hall: () => Promise<Hall | null>): DiskSpace {
  const hoursIn = async (bytes: number): Promise<number> => {
    const current = await hall();
    return Math.min(bytes / (current ? expectedBytesPerSecond(current) : 1) / hourS, 9999);
  };
  return {
    hoursIn,
    async of(path) {
      const fs = await statfs(path);
      const freeBytes = fs.bavail * fs.bsize;
      return { path, freeBytes, totalBytes: fs.blocks * fs.bsize, hoursLeft: await hoursIn(freeBytes) };
    },
  };
}
