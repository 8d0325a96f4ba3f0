import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock, Log, ServiceStanding } from '#main/app/ports/index.ts';
import { writeAtomically } from './atomicFile.ts';
import { ended, isAlive, processIdentitySchema, signal, startDetached, type ProcessIdentity } from './runner.ts';

export interface KeptServiceOptions<A extends object> {
  /** Area of the log, name of its files: `<stateDir>/<name>.json` and `.log`. */
  name: string;
  stateDir: string;
  log: Log;
  clock: Clock;
  /** What starts it; the state folder is added as its last argument. */
  command: { file: string; args: string[] };
  /** Where it is reached and with which secret; decided before it starts, and read by it from the state file. */
  address: z.ZodType<A>;
  /** The address to start with, given the last one; null when there is none to be had. */
  chooseAddress: (last: A | null) => Promise<A | null>;
  /** Is it there, and is it the one that is wanted? */
  answers: (address: A) => Promise<boolean>;
  env?: NodeJS.ProcessEnv;
  /** What ends it. */
  endSignal: 'SIGTERM' | 'SIGKILL';
}

const lookEveryMs = 500;
const startTimeoutMs = 10_000;
const endTimeoutMs = 5000;
/** A process that is there but does not answer this many times in a row has hung. */
const maxSilentLooks = 6;
const maxPauseMs = 10_000;
const maxLogBytes = 1_000_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

export const statePathOf = (stateDir: string, name: string): string => join(stateDir, `${name}.json`);

const stateSchema = z.object({ process: processIdentitySchema.nullable() });

/**
 * What is written down, as far as it can be used; nothing at a first start. An address in the words of another version
 * is none, but whose it is counts all the same: two must never do the work of one.
 */
export async function readServiceState<A extends object>(path: string, address: z.ZodType<A>): Promise<{ process: ProcessIdentity | null; address: A | null }> {
  const json = await readJson(path);
  return { process: stateSchema.safeParse(json).data?.process ?? null, address: address.safeParse(json).data ?? null };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null; // a new address does no harm
  }
}

/**
 * A program of the console that lives in a process of its own and outlives it: started, taken over when it runs
 * from before, looked after, and started again when it dies or hangs.
 */
export class KeptService<A extends object> {
  readonly #o: KeptServiceOptions<A>;
  readonly #path: string;
  #process: ProcessIdentity | null = null;
  #address: A | null = null;
  #standing: ServiceStanding = { state: 'stopped', pid: null, detail: '' };
  #watching = false;
  #round: Promise<void> = Promise.resolve();

  constructor(options: KeptServiceOptions<A>) {
    this.#o = options;
    this.#path = statePathOf(options.stateDir, options.name);
  }

  standing = (): ServiceStanding => this.#standing;

  /** Where it is reached; null while it is not running. */
  address = (): A | null => (this.#standing.state === 'running' ? this.#address : null);

  /** From here on it is kept, also when this first start fails. */
  async start(): Promise<Result<void>> {
    if (this.#watching) return ok(undefined);
    this.#watching = true;
    let up: Result<void> = ok(undefined);
    if (!(await this.#adopt())) {
      await this.#end(); // one from before that no longer answers, or is another version
      up = await this.#launch();
    }
    this.#round = this.#watch();
    return up;
  }

  /** Leaves it running for the next console. */
  detach(): void {
    this.#watching = false;
  }

  async stop(): Promise<void> {
    this.#watching = false;
    await this.#round;
    await this.#end();
    this.#process = null;
    if (this.#address) await this.#writeDown(this.#address);
    this.#stand('stopped');
  }

  #stand(state: ServiceStanding['state'], detail = ''): void {
    this.#standing = { state, pid: this.#process?.pid ?? null, detail };
  }

  #lives = (): boolean => this.#process !== null && isAlive(this.#process);
  #answers = async (): Promise<boolean> => this.#address !== null && this.#o.answers(this.#address);
  #writeDown = (address: A): Promise<void> => writeAtomically(this.#path, JSON.stringify({ ...address, process: this.#process }), 0o600);

  async #adopt(): Promise<boolean> {
    const state = await readServiceState(this.#path, this.#o.address);
    this.#process = state.process;
    this.#address = state.address;
    if (!this.#lives() || !(await this.#answers())) return false;
    this.#o.log.info(this.#o.name, 'taken over from before', { pid: this.#process?.pid });
    this.#stand('running');
    return true;
  }

  /** Also a disk that is full or gone is an outcome: the next round tries again. */
  async #launch(): Promise<Result<void>> {
    this.#stand('starting');
    try {
      return await this.#bringUp();
    } catch (e) {
      return this.#failed(messageOf(e));
    }
  }

  async #bringUp(): Promise<Result<void>> {
    const { name, stateDir, command, log } = this.#o;
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
    const address = await this.#o.chooseAddress(this.#address);
    if (!address) return this.#failed('no free port on 127.0.0.1');
    this.#address = address;
    this.#process = null;
    await this.#writeDown(address);
    const outputPath = await logFile(stateDir, name);
    const started = await startDetached(command.file, [...command.args, stateDir], { outputPath, ...(this.#o.env ? { env: { ...process.env, ...this.#o.env } } : {}) });
    if (!started.ok) return this.#failed(started.error.detail ?? '');
    this.#process = started.value;
    await this.#writeDown(address);
    if (!(await this.#comesUp())) return this.#failed(`see ${outputPath}`);
    log.info(name, 'running', { pid: started.value.pid });
    this.#stand('running');
    return ok(undefined);
  }

  async #comesUp(): Promise<boolean> {
    const deadlineMs = this.#o.clock.monotonicMs() + startTimeoutMs;
    while (this.#lives() && this.#o.clock.monotonicMs() < deadlineMs) {
      if (await this.#answers()) return true;
      await pause(20);
    }
    return false;
  }

  #failed(detail: string): Result<void> {
    this.#stand('failed', detail);
    this.#o.log.error(this.#o.name, 'did not start', { detail });
    return err(appError('service.failed', { params: { service: this.#o.name }, detail }));
  }

  async #end(): Promise<void> {
    if (!this.#process || !signal(this.#process, this.#o.endSignal)) return;
    if (!(await ended(this.#process, endTimeoutMs)) && signal(this.#process, 'SIGKILL')) await ended(this.#process, endTimeoutMs);
  }

  /** Looks after it until nobody wants it any more. A process that is gone is seen at the next look, one that hangs after several. */
  async #watch(): Promise<void> {
    let silentLooks = 0;
    let pauseMs = lookEveryMs;
    while (this.#watching) {
      await pause(pauseMs);
      if (!this.#watching) return;
      silentLooks = this.#lives() && !(await this.#answers()) ? silentLooks + 1 : 0;
      if (this.#lives() && this.#standing.state === 'running' && silentLooks < maxSilentLooks) { pauseMs = lookEveryMs; continue; }
      this.#o.log.warn(this.#o.name, this.#lives() ? 'does not answer; started again' : 'gone; started again', { pid: this.#standing.pid });
      await this.#end();
      if (!this.#watching) return;
      const again = await this.#launch();
      silentLooks = 0;
      pauseMs = again.ok ? lookEveryMs : Math.min(pauseMs * 2, maxPauseMs);
    }
  }
}

/** Its own words, begun anew when they have become many. */
async function logFile(stateDir: string, name: string): Promise<string> {
  const path = join(stateDir, `${name}.log`);
  const bytes = (await stat(path).catch(() => null))?.size ?? 0;
  if (bytes > maxLogBytes) await rename(path, `${path}.1`);
  return path;
}
