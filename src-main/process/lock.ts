import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { identify, isAlive } from './runner.ts';

const holderSchema = z.object({ pid: z.int().positive(), startedAt: z.string().nullable() });

/**
 * One console per data folder. Returns how to let go, or the pid of the console that holds it.
 * A lock left behind by a killed console is recognised by pid and start time and taken over.
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
    const holder = readHolder(file);
    if (holder && isAlive(holder)) return { heldBy: holder.pid };
    rmSync(file, { force: true });
  }
}

function readHolder(file: string): z.infer<typeof holderSchema> | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // gone meanwhile, or half-written by a console that was killed: not a holder
  }
}
