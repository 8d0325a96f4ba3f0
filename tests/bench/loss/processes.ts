import { readFile, readdir, readlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { ended, identify, isAlive, signal, type ProcessIdentity } from '../../../src-main/process/runner.ts';
import { processesOf } from '../cpu.ts';

/** A process that has a file of a recording open to write into it. */
export interface Writer {
  pid: number;
  captureId: string;
  /** How many microphones it reads; 0: a camera's. */
  microphones: number;
  path: string;
}

const writing = /^flags:\s+\d*[12]$/m;

/** Every ffmpeg that writes into the recordings of this data folder, as the system knows it: nobody is asked. */
export async function writersIn(dataDir: string): Promise<Writer[]> {
  const recordings = join(dataDir, 'recordings');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map((pid) => writerOf(pid, recordings).catch(() => null))); // it ended meanwhile
  return found.filter((writer) => writer !== null);
}

async function writerOf(pid: number, recordings: string): Promise<Writer | null> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  if (basename(words[0] ?? '') !== 'ffmpeg') return null;
  for (const fd of await readdir(`/proc/${pid}/fd`)) {
    const path = await readlink(`/proc/${pid}/fd/${fd}`);
    if (!path.startsWith(recordings) || !path.endsWith('.mkv')) continue;
    if (!writing.test(await readFile(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))) continue;
    return { pid, path, captureId: basename(dirname(path)), microphones: words.filter((word) => word === 'pulse').length };
  }
  return null;
}

const endWithinMs = 5000;

const aliveIn = (folder: string): ProcessIdentity[] => processesOf(folder).filter((pid) => pid !== process.pid).map(identify).filter(isAlive);

/** `kill -9` of everything that works in this folder or was started with it, and of what that still started; rejects when something does not end. */
export async function killAllIn(folder: string): Promise<void> {
  for (let all = aliveIn(folder); all.length > 0; all = aliveIn(folder)) {
    for (const who of all) signal(who, 'SIGKILL');
    for (const who of all) if (!(await ended(who, endWithinMs))) throw new Error(`process ${who.pid} does not end`);
  }
}
