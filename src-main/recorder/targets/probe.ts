import { mkdir, open, readFile, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { whichDisk } from './whichDisk.ts';

/** Says that this folder is a recording target and no empty mount point of a disk that is away. */
export const markerName = '.recording-target';
const probeName = '.recording-probe';

export type TargetTrouble = 'full' | 'unwritable' | 'away';

export interface ProbeAnswer {
  trouble: TargetTrouble | null;
  detail: string;
  freeBytes: number | null;
  totalBytes: number | null;
  /** Which disk it is; null when it is not known. */
  disk: string | null;
}

/** Left for the database, the log and everything else that lives on the disk. */
export const keptFreeBytes = 128 * 1024 * 1024;

const troubleOf: Record<string, TargetTrouble> = { ENOSPC: 'full', EDQUOT: 'full', EROFS: 'unwritable', EACCES: 'unwritable', EPERM: 'unwritable' };

/** Is the disk itself there, not only the folder that it is mounted on? */
export const isMarked = (root: string): Promise<boolean> => readFile(join(root, markerName)).then(() => true, () => false);

/**
 * Writes a few bytes to the disk, all the way, and asks for its space. A disk that hangs does not answer: whoever
 * asks does not wait. `marked`: only a folder that was made a target counts.
 */
export async function probe(root: string, marked: boolean): Promise<ProbeAnswer> {
  try {
    if (marked) await readFile(join(root, markerName));
    await writeThrough(join(root, probeName)).catch(async (e: NodeJS.ErrnoException) => {
      if (marked || e.code !== 'ENOENT') throw e;
      await mkdir(root, { recursive: true });
      await writeThrough(join(root, probeName));
    });
    const [{ bavail, blocks, bsize }, disk] = await Promise.all([statfs(root), whichDisk(root)]);
    const freeBytes = bavail * bsize;
    return { trouble: freeBytes < keptFreeBytes ? 'full' : null, detail: '', freeBytes, totalBytes: blocks * bsize, disk };
  } catch (e) {
    const { code = '', message } = e as NodeJS.ErrnoException;
    return { trouble: troubleOf[code] ?? 'away', detail: message, freeBytes: null, totalBytes: null, disk: null };
  }
}

async function writeThrough(path: string): Promise<void> {
  const file: FileHandle = await open(path, 'w', 0o600);
  try {
    await file.write(String(Date.now()));
    await file.datasync();
  } finally {
    await file.close();
  }
}
