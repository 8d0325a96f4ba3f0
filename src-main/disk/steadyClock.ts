import { createHash } from 'node:crypto';
import { access, mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { builtFor } from './builtFor.ts';

const readable = (path: string): Promise<boolean> => access(path).then(() => true, () => false);

/** Named by its content: the copy a capture has mapped is never written to. */
async function keep(library: string, keptIn: string): Promise<string> {
  const content = await readFile(library);
  const copy = resolve(keptIn, `libsteadyclock-${createHash('sha256').update(content).digest('hex').slice(0, 16)}.so`);
  if (await readable(copy) && content.equals(await readFile(copy))) return copy;
  await mkdir(keptIn, { recursive: true });
  await writeAtomically(copy, content);
  return copy;
}

/**
 * The library that keeps a step of the system clock from a capture, to be started with
 * `LD_PRELOAD=<this path>` and `STEADY_CLOCK_OFFSET_US=<wall clock minus monotonic clock, microseconds>`; null
 * where there is none, which is everywhere but on Linux.
 *
 * It is a copy in `keptIn`, for two reasons: captures outlive the console, and with it an AppImage's mounted
 * files; and LD_PRELOAD takes no path with a space or a colon, while the deb installs into
 * `/opt/Courtroom Console`. A `keptIn` with either fails with `internal.unexpected`, as a missing library does.
 */
export async function steadyClockLibrary(nativeDir: string, keptIn: string): Promise<Result<string | null>> {
  if (process.platform !== 'linux') return ok(null);
  if (/[ :]/.test(resolve(keptIn))) return err(appError('internal.unexpected', { detail: `no library can be preloaded from ${keptIn}: its path has a space or a colon` }));
  try {
    return ok(await keep(join(builtFor(nativeDir), 'libsteadyclock.so'), keptIn));
  } catch (e) {
    return err(appError('internal.unexpected', { detail: `no steady clock for captures: ${messageOf(e)}` }));
  }
}
