import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { streamOutput, type Streaming } from './runner.ts';

/** A program of the product that runs beside this process, which stops it before it ends. */
export interface Program {
  /** Its first line, parsed: every program says one JSON object when it is ready. */
  ready: unknown;
  pid: number | undefined;
  stop: () => Promise<void>;
}

const readyWithinMs = 30_000;

/** Starts it and waits until it says that it is ready. Rejects with its own words. `apart`: Ctrl-C is left to its starter. */
export async function startProgram({ file, args, apart = false }: { file: string; args: string[]; apart?: boolean }): Promise<Program> {
  const running = streamOutput(file, args, { apart });
  const name = [file, ...args].find((word) => word.endsWith('.js')) ?? file;
  const lines = createInterface({ input: Readable.from(running.stdout) });
  const first = new Promise<string>((resolve) => lines.once('line', resolve));
  const ended = running.done.then((done) => Promise.reject(new Error(`${name} ended at once: ${done.ok ? done.value.stderr.trim() : done.error.detail ?? ''}`)));
  ended.catch(() => undefined); // the end after the first line is expected
  const ready: unknown = JSON.parse(await Promise.race([first, ended, late(name)]));
  return { ready, pid: running.pid, stop: () => stop(running) };
}

async function stop(running: Streaming): Promise<void> {
  running.kill('SIGTERM');
  const killer = setTimeout(() => running.kill(), 10_000);
  await running.done;
  clearTimeout(killer);
}

const late = (name: string): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error(`${name} was not ready within ${readyWithinMs / 1000} s`)), readyWithinMs).unref());

/** One bundle of the built product, run by the Node that runs us. */
export const bundleCommand = (bundle: string, args: string[]) => ({ file: process.execPath, args: [bundle, ...args] });
