import { spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { bootMoment, bootMomentSchema, isOfThisBoot } from './boot.ts';

/**
 * The only file that starts processes. Arguments are arrays, there is never a shell, and every process is known by
 * pid, start time *and* boot, so that a reused pid is never mistaken or signalled: the start time counts from boot.
 */

/** As it is written down, to be compared later. Earlier versions did not tell the boot: then it is taken for this one. */
export const processIdentitySchema = bootMomentSchema.partial().extend({
  pid: z.int().positive(),
  /** Start time in the kernel's own words; null where the system does not tell (then pid and boot alone count). */
  startedAt: z.string().nullable(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

export interface Finished {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

const maxStderrChars = 16_384;

/** Runs a program that ends by itself and collects its output. An exit code is an outcome, not an error. */
export function runToEnd(file: string, args: string[], options: { timeoutMs: number; maxOutputBytes?: number; env?: NodeJS.ProcessEnv } ): Promise<Result<Finished>> {
  const running = streamOutput(file, args, options.env ? { env: options.env } : {});
  const limitBytes = options.maxOutputBytes ?? 16 * 1024 * 1024;
  return collect(running, options.timeoutMs, limitBytes);
}

async function collect(running: Streaming, timeoutMs: number, limitBytes: number): Promise<Result<Finished>> {
  let timedOut = false;
  const timer = setTimeout(() => { timedOut = true; running.kill(); }, timeoutMs);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of running.stdout) {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) running.kill();
      else chunks.push(chunk);
    }
    const done = await running.done;
    if (!done.ok) return done;
    if (timedOut) return err(appError('internal.unexpected', { detail: `no end within ${timeoutMs} ms` }));
    if (bytes > limitBytes) return err(appError('internal.unexpected', { detail: `more than ${limitBytes} bytes of output` }));
    return ok({ ...done.value, stdout: Buffer.concat(chunks) });
  } finally {
    clearTimeout(timer);
  }
}

export interface Streaming {
  pid: number | undefined;
  stdout: AsyncIterable<Uint8Array>;
  done: Promise<Result<{ code: number | null; stderr: string }>>;
  /** SIGKILL unless another signal is named. */
  kill: (signal?: NodeJS.Signals) => void;
}

/**
 * Runs a program and hands its output on as it comes. Whoever starts one ends it: should this process be
 * killed, the program notices at its next output only, and one that writes nothing goes on.
 * `apart`: in a group of its own, so that Ctrl-C in the terminal does not reach it.
 */
export function streamOutput(file: string, args: string[], options: { env?: NodeJS.ProcessEnv; apart?: boolean } = {}): Streaming {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, env: options.env ?? process.env, detached: options.apart ?? false });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr = (stderr + text).slice(-maxStderrChars); });
  const done = new Promise<Result<{ code: number | null; stderr: string }>>((resolve) => {
    child.once('error', (e) => resolve(err(appError('internal.unexpected', { detail: `${file}: ${messageOf(e)}` }))));
    child.once('close', (code) => resolve(ok({ code, stderr })));
  });
  return { pid: child.pid, stdout: child.stdout, done, kill: (signal = 'SIGKILL') => void child.kill(signal) };
}

/**
 * Starts a program that outlives this process: own session, no pipes to us, output appended to a file
 * that only this user reads (a program may write addresses with passwords into it).
 */
export function startDetached(file: string, args: string[], options: { outputPath: string; cwd?: string; env?: NodeJS.ProcessEnv }): Promise<Result<ProcessIdentity>> {
  const output = openSync(options.outputPath, 'a', 0o600);
  const child = spawn(file, args, {
    detached: true, stdio: ['ignore', output, output], windowsHide: true, env: options.env ?? process.env, ...(options.cwd ? { cwd: options.cwd } : {}),
  });
  closeSync(output);
  return new Promise((resolve) => {
    child.once('error', (e) => resolve(err(appError('internal.unexpected', { detail: `${file}: ${messageOf(e)}` }))));
    child.once('spawn', () => {
      child.unref();
      resolve(ok(identify(child.pid as number)));
    });
  });
}

/** The identity of a running process, to be written down and compared later. */
export const identify = (pid: number): ProcessIdentity => ({ pid, startedAt: startTimeOf(pid), ...bootMoment() });

/** Has the computer been started anew since this process ran? */
export const isOfAnotherBoot = ({ bootId, monotonicMs }: ProcessIdentity): boolean =>
  bootId !== undefined && monotonicMs !== undefined && !isOfThisBoot({ bootId, monotonicMs });

/** Is there any process with this pid, be it a zombie or somebody else's? For whoever has asked `isAlive` a moment ago: a fifth of its cost. */
export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Is exactly this process still running? A zombie is not. */
export function isAlive(who: ProcessIdentity): boolean {
  if (isOfAnotherBoot(who) || !isThere(who.pid)) return false;
  const stat = statOf(who.pid);
  return stat?.[0] !== 'Z' && (who.startedAt === null || stat?.[19] === who.startedAt);
}

/** Signals exactly this process; false when it is not there any more. */
export function signal(who: ProcessIdentity, name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): boolean {
  if (!isAlive(who)) return false;
  try {
    return process.kill(who.pid, name);
  } catch {
    return false; // it ended between the look and the signal
  }
}

/** Waits until the process has ended; false when it is still there after `timeoutMs`. */
export async function ended(who: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const pollMs = 20;
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += pollMs) {
    if (!isAlive(who)) return true;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return !isAlive(who);
}

/** Fields of /proc/<pid>/stat after the command, which may itself contain spaces and parentheses. */
function statOf(pid: number): string[] | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null; // no such process
  }
}

const startTimeOf = (pid: number): string | null => statOf(pid)?.[19] ?? null;
