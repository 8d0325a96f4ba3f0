import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { holderOf } from './lock.ts';
import { placesIn } from './places.ts';
import { writePrivateFile } from './privateFile.ts';

/**
 * What a running console tells the programs of its own operating-system user: where it answers and
 * the secret they sign in with. Whoever can read the file already runs the console's files, so the
 * secret gives nothing that its reader did not have.
 */
export const localConsoleSchema = z.object({
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(32),
  pid: z.int().positive(),
  version: z.string(),
  /** The self-signed certificate to trust; null over plain loopback HTTP. */
  certificatePem: z.string().nullable(),
});
export type LocalConsole = z.infer<typeof localConsoleSchema>;

export const localConsoleFile = (dataDir: string): string => join(dataDir, 'local.json');

export const writeLocalConsole = (file: string, local: LocalConsole): Promise<void> =>
  writePrivateFile(file, `${JSON.stringify(local, null, 2)}\n`);

export async function readLocalConsole(file: string): Promise<Result<LocalConsole>> {
  try {
    return ok(localConsoleSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
  } catch (e) {
    return err(appError('input.invalid', { field: 'dataDir', detail: `no running console: ${file}: ${messageOf(e)}` }));
  }
}

const lookEveryMs = 100;

/**
 * The running console that has this data folder; null where none does, or none that answers. One that
 * is just starting or stopping holds the folder without answering: it is given time to do either.
 */
export async function consoleHolding(dataDir: string, patienceMs = 15_000): Promise<LocalConsole | null> {
  for (let waitedMs = 0; waitedMs <= patienceMs; waitedMs += lookEveryMs) {
    const pid = holderOf(placesIn(dataDir).lock);
    if (pid === null) return null;
    const local = await readLocalConsole(localConsoleFile(dataDir));
    if (local.ok && local.value.pid === pid) return local.value; // a killed console leaves its file behind
    await setTimeout(lookEveryMs);
  }
  return null;
}

/** Takes the file away, unless another console has written its own in the meantime. */
export async function removeLocalConsole(file: string, pid: number): Promise<void> {
  const found = await readLocalConsole(file);
  if (found.ok && found.value.pid === pid) await rm(file, { force: true });
}
