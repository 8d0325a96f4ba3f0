import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { DiskTools } from '#main/app/ports/disk.ts';

const pieceBytes = 1_048_576;

/** Hashes a file as it is read. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** The same, read from the disk and not from what the system still has in memory, where that can be had (Linux). */
export async function sha256FromDisk(disk: Pick<DiskTools, 'dropCache'>, path: string): Promise<string> {
  await disk.dropCache(path); // what cannot be forgotten is read as it is
  return sha256Of(path);
}
