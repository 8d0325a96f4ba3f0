import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhotoFiles } from '#main/app/ports/index.ts';
import { writePrivateFile } from '#main/process/privateFile.ts';

/** `<stateDir>/photos/<hearing>/<sha256>`: for this operating-system user alone, and not beside the recordings that are handed on. */
export function createPhotoFiles(stateDir: string): PhotoFiles {
  const root = join(stateDir, 'photos');
  const dirOf = (hearingId: string): string => join(root, hearingId);
  return {
    read: (hearingId, sha256) => readFile(join(dirOf(hearingId), sha256)).catch(nullWhereMissing),
    async keep(hearingId, sha256, bytes) {
      await mkdir(dirOf(hearingId), { recursive: true, mode: 0o700 });
      await writePrivateFile(join(dirOf(hearingId), sha256), bytes);
    },
    remove: (hearingId) => rm(dirOf(hearingId), { recursive: true, force: true }),
    hearingIds: async () => (await readdir(root).catch(nullWhereMissing)) ?? [],
  };
}

function nullWhereMissing(e: NodeJS.ErrnoException): null {
  if (e.code === 'ENOENT') return null;
  throw e;
}
