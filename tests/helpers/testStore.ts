import { openStore, type OpenedStore } from '#main/store/openStore.ts';
import type { Clock, Log } from '#main/app/ports/index.ts';

export const sourceWorkerUrl = new URL('../../src-main/store/worker.ts', import.meta.url);

export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

const nothing = (): void => undefined;
export const silentLog: Log = { error: nothing, warn: nothing, info: nothing, debug: nothing };

/** A real store run from the sources. Throws when it does not open. */
export async function openTestStore(file: string, clock: Clock = systemClock): Promise<OpenedStore> {
  const opened = await openStore({ file, clock, log: silentLog, workerUrl: sourceWorkerUrl });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}
