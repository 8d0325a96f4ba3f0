import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, signal, ended, type ProcessIdentity } from '#main/process/runner.ts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const built = new URL('../../dist/node/console.js', import.meta.url).pathname;

/** The built console as a process of its own, to be stopped or killed like one. */
export interface RunningConsole {
  url: string;
  pid: number;
  stop: () => Promise<void>;
  kill9: () => Promise<void>;
}

/** Starts the built console on a data folder, at any port. Rejects with its words when it does not come up. */
export async function startBuiltConsole(dataDir: string, args: string[] = [], bundle = built): Promise<RunningConsole> {
  const child = spawn(process.execPath, [bundle, '--web', '--json', '--port', '0', '--data-dir', dataDir, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { words += text; });
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), once(child, 'exit'), sleep(20_000, null, { ref: false })]);
  if (!line || typeof line[0] !== 'string') throw new Error(`the console did not come up: ${words}`);
  const { listening } = JSON.parse(line[0]) as { listening: { url: string } };
  return { url: listening.url, pid: child.pid ?? 0, stop: () => end(child, 'SIGTERM'), kill9: () => end(child, 'SIGKILL') };
}

async function end(child: ChildProcess, how: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(how);
  await exit;
}

/**
 * Ends what a console left running on purpose (captures, live-picture service), by the identities it
 * wrote down itself.
 */
export async function endLeftovers(dataDir: string): Promise<void> {
  for (const who of await leftovers(dataDir)) {
    signal(who, 'SIGTERM');
    if (!(await ended(who, 2000))) signal(who, 'SIGKILL');
  }
}

/** What still runs of all that a console wrote down. */
export const leftovers = async (dataDir: string): Promise<ProcessIdentity[]> => (await identitiesUnder(join(dataDir, 'state'))).filter(isAlive);

async function identitiesUnder(dir: string): Promise<ProcessIdentity[]> {
  const files = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const found: ProcessIdentity[] = [];
  for (const file of files.filter((f) => f.isFile() && f.name.endsWith('.json'))) {
    const text = await readUnlessGone(join(file.parentPath, file.name));
    for (const [, json] of text.matchAll(/(\{[^{}]*"pid"[^{}]*\})/g)) {
      const who = JSON.parse(json ?? '{}') as Partial<ProcessIdentity>;
      if (typeof who.pid === 'number') found.push({ pid: who.pid, startedAt: who.startedAt ?? null });
    }
  }
  return found.filter((who) => who.startedAt !== null && identify(who.pid).startedAt === who.startedAt);
}

/** The console may still be ending what it wrote down: what is gone between listing and reading has ended. */
async function readUnlessGone(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}
