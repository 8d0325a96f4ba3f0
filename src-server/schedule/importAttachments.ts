import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { maxAttachmentBytes } from '#shared/domain/identityPhoto.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Attachments } from '../ports.ts';

/** Takes every file of a folder over, whatever it is called: a schedule names it by its SHA-256. One that is too large refuses all. */
export async function importAttachments(folder: string, attachments: Attachments): Promise<Result<number>> {
  const names = await filesIn(folder);
  for (const name of names) {
    if ((await stat(join(folder, name))).size > maxAttachmentBytes) return err(appError('input.too_large', { field: name, detail: `more than ${maxAttachmentBytes} bytes` }));
  }
  for (const name of names) await attachments.keep(await readFile(join(folder, name)));
  return ok(names.length);
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name).toSorted();
