import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, type ProcessIdentity } from './runner.ts';

/** Every process of this user whose standard output is a file directly in `dir`. None where the system does not tell. */
export function writersIn(dir: string): ProcessIdentity[] {
  if (process.platform !== 'linux') return [];
  const folder = realpathSync(dir);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => dirname(outputOf(pid)) === folder).map(identify);
}

function outputOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/1`);
  } catch {
    return ''; // it has ended, or is somebody else's
  }
}
