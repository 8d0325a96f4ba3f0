import { availableParallelism } from 'node:os';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { streamOutput, type Streaming } from '#main/process/runner.ts';

/** A processor did not run for so long, up to this moment (UTC ms). */
export interface Standstill { untilMs: number; lateMs: number }

/**
 * Knows when the machine itself stood still, as a shared one does. It judges nothing: what it saw stands beside the
 * figures, for whoever asks where a large one comes from. One process on each processor.
 */
export interface MachineWitness {
  standstills: () => readonly Standstill[];
  /** The longest one that reaches into the time between these moments, UTC ms. */
  longestMs: (fromMs: number, toMs: number) => number;
  /** Rejects when there was no witness. */
  stop: () => Promise<void>;
}

const program = fileURLToPath(new URL('witnessProcess.ts', import.meta.url));

export function watchMachine(): MachineWitness {
  const found: Standstill[] = [];
  const watchers = Array.from({ length: availableParallelism() }, (_, cpu) => streamOutput('taskset', ['-c', String(cpu), process.execPath, program]));
  const reading = watchers.map((watcher) => readInto(found, watcher.stdout));
  return {
    standstills: () => found,
    longestMs: (fromMs, toMs) => Math.max(0, ...found.filter(({ untilMs, lateMs }) => untilMs > fromMs && untilMs - lateMs < toMs).map(({ lateMs }) => lateMs)),
    async stop() {
      for (const watcher of watchers) watcher.kill('SIGTERM');
      await Promise.all([...reading, ...watchers.map(ended)]);
    },
  };
}

async function readInto(found: Standstill[], stdout: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const line of createInterface({ input: Readable.from(stdout) })) found.push(JSON.parse(line) as Standstill);
}

/** A signal ends it without an exit code; with one it ended by itself, and nobody was watching. */
async function ended({ done }: Streaming): Promise<void> {
  const result = await done;
  if (!result.ok) throw new Error(result.error.detail);
  if (result.value.code !== null) throw new Error(`no witness of the machine: ${result.value.stderr.trim()}`);
}
