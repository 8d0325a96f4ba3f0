import { availableParallelism } from 'node:os';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { streamOutput } from '#main/process/runner.ts';

/** A processor did not run for so long, up to this moment (UTC ms). */
export interface Standstill { untilMs: number; lateMs: number }

/** Shorter ones are not told: a busy machine has them all the time. */
export const lateFromMs = 40;

/**
 * Knows when the machine itself stood still, as a shared one does: a picture that could not be made, or a power cut in the
 * middle of such a moment, tells nothing about a recorder. One process on each processor.
 */
export interface MachineWitness {
  standstills: () => readonly Standstill[];
  /** None of the processors was late between these moments, UTC ms. */
  wasCalm: (fromMs: number, toMs: number) => boolean;
  /** Resolves when the machine has been running for a second; after half a minute all the same. */
  calm: () => Promise<void>;
  stop: () => Promise<void>;
}

const calmMs = 1000;
const waitAtMostMs = 30_000;
const program = fileURLToPath(new URL('witnessProcess.ts', import.meta.url));

export function watchMachine(): MachineWitness {
  const found: Standstill[] = [];
  const watchers = Array.from({ length: availableParallelism() }, (_, cpu) => streamOutput('taskset', ['-c', String(cpu), process.execPath, program]));
  const reading = watchers.map((watcher) => readInto(found, watcher.stdout));
  const wasCalm = (fromMs: number, toMs: number): boolean => !found.some(({ untilMs, lateMs }) => untilMs > fromMs && untilMs - lateMs < toMs);
  return {
    standstills: () => found,
    wasCalm,
    async calm() {
      for (const untilMs = Date.now() + waitAtMostMs; Date.now() < untilMs && !wasCalm(Date.now() - calmMs, Date.now());) await sleep(100);
    },
    async stop() {
      for (const watcher of watchers) watcher.kill('SIGTERM');
      await Promise.all([...reading, ...watchers.map((watcher) => watcher.done)]);
    },
  };
}

async function readInto(found: Standstill[], stdout: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const line of createInterface({ input: Readable.from(stdout) })) found.push(JSON.parse(line) as Standstill);
}
