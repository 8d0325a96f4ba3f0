import type { DiskTools } from '#main/app/ports/disk.ts';
import { hashFile } from '#main/process/pieces.ts';

/** SHA-256 of a file, read from the disk and not from what the system still has in memory, where that can be had (Linux). */
export async function sha256FromDisk(disk: Pick<DiskTools, 'dropCache'>, path: string): Promise<string> {
  await disk.dropCache(path); // what cannot be forgotten is read as it is
  return (await hashFile(path)).sha256;
}
