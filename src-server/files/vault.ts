import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Vault } from '../ports.ts';

export interface Folders {
  uploads: string;
  files: string;
  aside: string;
}

/** The embedded vault: plain folders of one file system. */
export async function openVault(folders: Folders): Promise<Vault> {
  for (const dir of Object.values(folders)) await mkdir(dir, { recursive: true });
  const upload = (uploadId: string) => join(folders.uploads, uploadId);
  const kept = (key: string) => join(folders.files, ...key.split('/'));
  return {
    async hashUpload(uploadId) {
      if ((await sizeOf(upload(uploadId))) === null) return null;
      await sync(upload(uploadId));
      return hashFile(upload(uploadId));
    },
    uploadSize: (uploadId) => sizeOf(upload(uploadId)),
    keep: (uploadId, key, sha256) => keepFile(upload(uploadId), kept(key), sha256),
    async hashKept(key) {
      return (await sizeOf(kept(key))) === null ? null : (await hashFile(kept(key))).sha256;
    },
    forgetUpload: (uploadId) => rm(upload(uploadId), { force: true }),
    async moveAside(uploadId, name) {
      await rename(upload(uploadId), join(folders.aside, name));
      await sync(folders.aside);
    },
    absolutePath: kept,
  };
}

/**
 * A second name for the same bytes, then fsync of the folder: `link` never replaces what is there, and
 * a crash at any point leaves the upload, the file, or both – each of which recovery understands.
 */
async function keepFile(from: string, to: string, sha256: string): Promise<'kept' | 'taken'> {
  await makeFolders(dirname(to));
  try {
    await link(from, to);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
    return (await hashFile(to)).sha256 === sha256 ? 'kept' : 'taken';
  }
  await sync(dirname(to));
  return 'kept';
}

/** New folders are entries in their parents, which must reach the disk as well. */
async function makeFolders(dir: string): Promise<void> {
  const first = await mkdir(dir, { recursive: true });
  if (first === undefined) return;
  for (let made = dir; made.length >= first.length; made = dirname(made)) await sync(dirname(made));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function hashFile(path: string): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    sizeBytes += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw e;
  }
}
