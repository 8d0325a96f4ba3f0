import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isAlive, processIdentitySchema, type ProcessIdentity } from './runner.ts';

/**
 * One console per data folder. Returns how to let go, or the pid of the console that holds it.
 * A lock left behind by a killed console is recognised by pid, start time and boot, and taken over.
 */
export function takeLock(file: string): { release: () => void } | { heldBy: number } {
  mkdirSync(dirname(file), { recursive: true });
  const me = JSON.stringify(identify(process.pid));
  for (;;) {
    try {
      writeFileSync(file, me, { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
    }
    const pid = holderOf(file);
    if (pid !== null) return { heldBy: pid };
    rmSync(file, { force: true });
  }
}

/** The pid of the running console that holds this lock; null where none does. */
export function holderOf(file: string): number | null {
  const holder = readHolder(file);
  return holder && isAlive(holder) ? holder.pid : null;
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    return processIdentitySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // gone meanwhile, or half-written by a console that was killed: not a holder
  }
}
