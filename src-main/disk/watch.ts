import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import type { Flushing, Inbox, WatchTools } from '#main/app/ports/watch.ts';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { builtFor } from './builtFor.ts';

const call = <T>() => z.custom<T>((value) => typeof value === 'function');

type Figures = [rounds: number, failures: number, failedWith: string, longestMs: number, outMs: number];

/** What `native/watch/addon.c` exports. */
const addonSchema = z.object({
  flush: call<(dir: string, index: number, everyMs: number, phaseMs: number) => object>(),
  figures: call<(handle: object) => Figures>(),
  endFlush: call<(handle: object) => void>(),
  onEnd: call<(ended: (watch: number) => void) => void>(),
  watch: call<(pid: number) => number>(),
  unwatch: call<(watch: number) => void>(),
  readEnd: call<(path: string, bytes: number) => Promise<[fileBytes: number, end: Buffer]>>(),
  openInbox: call<(port: number) => [inbox: number, port: number]>(),
  drain: call<(inbox: number) => (string | number)[] | undefined>(),
  closeInbox: call<(inbox: number) => void>(),
});
type Addon = z.infer<typeof addonSchema>;

function beginFlush({ flush, figures, endFlush }: Addon, ...place: Parameters<Addon['flush']>): Flushing | null {
  try {
    const handle = flush(...place);
    return {
      figures() {
        const [rounds, failures, failedWith, longestMs, outMs] = figures(handle);
        return { rounds, failures, failedWith: failedWith === '' ? null : failedWith, longestMs, outMs };
      },
      end: () => endFlush(handle),
    };
  } catch {
    return null; // no thread: whoever asked does it without
  }
}

function packets(drained: (string | number)[]): ReturnType<Inbox['take']> {
  return Array.from({ length: drained.length / 2 }, (_, i) => ({ text: String(drained[2 * i]), agoMs: Number(drained[2 * i + 1]) }));
}

function openInbox({ openInbox: open, drain, closeInbox }: Addon, port: number): Result<Inbox> {
  try {
    const [inbox, bound] = open(port);
    let isOpen = true;
    return ok({
      port: bound,
      take: () => packets((isOpen ? drain(inbox) : undefined) ?? []),
      close() {
        if (isOpen) closeInbox(inbox); // its number may be somebody else's from then on
        isOpen = false;
      },
    });
  } catch (e) {
    return err(appError('internal.unexpected', { detail: `telemetry port ${port}: ${messageOf(e)}` }));
  }
}

/** Processes that are watched. The system numbers watches anew: one that has told or was called off is nobody's. */
function ends({ onEnd, watch, unwatch }: Addon): WatchTools['onEnd'] {
  const told = new Map<number, () => void>();
  const callOff = (number: number): void => {
    if (told.delete(number)) unwatch(number);
  };
  onEnd((number) => {
    const ended = told.get(number);
    callOff(number);
    ended?.();
  });
  return (pid, ended) => {
    try {
      const number = watch(pid);
      const mine = (): void => ended();
      told.set(number, mine);
      return () => {
        if (told.get(number) === mine) callOff(number);
      };
    } catch {
      return null; // it has ended, or the system is too old to tell
    }
  };
}

/** By folder: the addon tells the ends of processes to one listener alone. */
const loaded = new Map<string, WatchTools | null>();

function load(nativeDir: string): WatchTools | null {
  try {
    const addon = addonSchema.parse(createRequire(import.meta.url)(join(builtFor(nativeDir), 'watch.node')));
    return {
      flush: ({ dir, index, everyMs, phaseMs }) => beginFlush(addon, dir, index, everyMs, phaseMs),
      onEnd: ends(addon),
      readEnd: async (path, bytes) => {
        const [fileBytes, end] = await addon.readEnd(path, bytes);
        return { fileBytes, end };
      },
      openInbox: (port) => openInbox(addon, port),
    };
  } catch {
    return null; // not built for this system: everything is done without, at its price
  }
}

/** Null everywhere but on Linux. `nativeDir` as for the disk's tools. */
export function createWatchTools(nativeDir: string): WatchTools | null {
  const known = loaded.get(nativeDir);
  if (known !== undefined) return known;
  const tools = process.platform === 'linux' ? load(nativeDir) : null;
  loaded.set(nativeDir, tools);
  return tools;
}
