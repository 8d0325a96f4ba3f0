import { statfs } from 'node:fs/promises';
import type { DiskSpace } from '#main/app/ports/index.ts';
import { bytesPerHour, type Hall } from '#shared/domain/hall.ts';

/** Without a hall, a byte a second. */
const hourS = 3600;

/** Free space, and how many hours of this hall it holds. */
export function createDiskSpace(hall: () => Promise<Hall | null>): DiskSpace {
  const hoursIn = async (bytes: number): Promise<number> => {
    const current = await hall();
    return Math.min(bytes / (current ? bytesPerHour(current) : hourS), 9999);
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
