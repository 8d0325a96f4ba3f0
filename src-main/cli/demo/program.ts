import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { streamOutput, type Streaming } from '../../process/runner.ts';

/** A program of the product running beside the demonstration; it ends with it. */
export interface Program {
  /** Its first line, parsed: every program says one JSON object when it is ready. */
  ready: unknown;
  stop: () => Promise<void>;
}

const readyWithinMs = 30_000;

/** Starts one bundle of the built product and waits until it says that it is ready. */
export async function startProgram(bundle: string, args: string[]): Promise<Program> {
  const running = streamOutput(process.execPath, [bundle, ...args]);
  const lines = createInterface({ input: Readable.from(running.stdout) });
  const first = new Promise<string>((resolve) => lines.once('line', resolve));
  const ended = running.done.then((done) => Promise.reject(new Error(`${bundle} ended at once: ${done.ok ? done.value.stderr.trim() : done.error.detail ?? ''}`)));
  ended.catch(() => undefined); // the end after the first line is expected
  const ready: unknown = JSON.parse(await Promise.race([first, ended, late(bundle)]));
  return { ready, stop: () => stop(running) };
}

async function stop(running: Streaming): Promise<void> {
  running.kill('SIGTERM');
  const killer = setTimeout(() => running.kill(), 10_000);
  await running.done;
  clearTimeout(killer);
}

const late = (bundle: string): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error(`${bundle} was not ready within ${readyWithinMs / 1000} s`)), readyWithinMs).unref());
