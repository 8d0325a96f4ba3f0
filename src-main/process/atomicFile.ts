import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Creates or replaces a file: whole or not at all, and on disk, name included, before this resolves. */
export async function writeAtomically(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const temporary = `${path}.part`;
  const file = await open(temporary, 'w', mode);
  try {
    if (mode !== undefined) await file.chmod(mode); // a left-over of an earlier try keeps its own mode
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** For what means something only while this process lives: whole for whoever reads it, and not brought to the disk. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.part`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

/** Windows cannot open a folder; there a rename is durable without it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
