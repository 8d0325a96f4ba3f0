import { join } from 'node:path';
import { messageOf } from '#shared/domain/errors.ts';
import type { Clock, RecorderFact, SteadyClock } from '#main/app/ports/index.ts';
import { readServiceState, statePathOf } from '#main/process/keptService.ts';
import { createRecorder, type RecorderParts } from '../recorder.ts';
import { Ledger } from './ledger.ts';
import { createServiceLog } from './log.ts';
import { addressSchema, factSchema, recorderName } from './messages.ts';
import { RecorderServer } from './server.ts';

interface Options extends Omit<RecorderParts, 'segments' | 'log' | 'clock'> {
  version: string;
  clock: SteadyClock;
}

/** A preview that nobody looks at any more is ended, and the recorder with it. A recording goes on, for hours if need be. */
const withoutConsoleMs = 60_000;
const lookEveryMs = 5000;

/**
 * The process that records: it keeps the captures, which run on should it die itself, and the ledger of what became
 * of them. Ends when it is told to (what is recorded goes on) or when there is nothing to do and no console.
 */
export async function runRecorder(options: Options): Promise<void> {
  const { stateDir, version, clock } = options;
  const { address } = await readServiceState(statePathOf(stateDir, recorderName), addressSchema);
  if (!address) throw new Error(`no address in ${stateDir}`);
  let server: RecorderServer | null = null;
  const log = createServiceLog({
    clock, write: (line) => console.log(line), pass: (level, text, more) => server?.say({ say: 'log', level, text, ...(more ? { more } : {}) }),
  });
  const ledger = await Ledger.open(join(stateDir, 'ledger'), (kept) => server?.tell(kept));
  const recorder = createRecorder({ ...options, segments: ledger, log });
  let writing: Promise<void> = Promise.resolve();
  const write = (fact: RecorderFact): void => {
    if ('row' in fact) return; // the ledger wrote it when it became a row
    const hearingFact = factSchema.safeParse(fact);
    if (!hearingFact.success) return log.error('recorder', fact.type === 'fault' ? fact.error.code : fact.type, { ...fact });
    writing = writing.then(() => untilWritten(() => ledger.append(hearingFact.data), (e) => log.error('recorder', 'a fact is not written down yet', { ...fact, detail: messageOf(e) })));
  };
  recorder.onFact(write);
  let current = await recorder.adopt();
  server = new RecorderServer({
    address, version, ledger, current: () => current, followClock: () => clock.reread(),
    recorder: {
      settle: (hearingId) => recorder.settle(hearingId), enter: (file) => recorder.enter(file), status: () => recorder.status(), useSecondTarget: (root) => recorder.useSecondTarget(root),
      onLevels: recorder.onLevels, onStatus: recorder.onStatus,
      want(wish) {
        current = wish.mode === 'record' ? { hearingId: wish.hearingId, runId: wish.runId } : null;
        return recorder.want(wish);
      },
    },
  });
  await server.listen();
  const leave = async (): Promise<void> => {
    if (recorder.status().mode === 'preview') await recorder.want({ mode: 'off' });
    await recorder.detach();
    process.exit(0);
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => void leave());
  process.on('SIGHUP', () => undefined);
  await idle(() => server.hasConsole() || recorder.status().mode === 'record', clock);
  await leave();
}

const writeAgainMs = 2000;

/** A disk may be full for a while: what is true is kept until it is written. The trouble is told once. */
async function untilWritten(write: () => Promise<void>, onTrouble: (e: unknown) => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await write();
    } catch (e) {
      if (tries === 0) onTrouble(e);
      await new Promise((resolve) => { setTimeout(resolve, writeAgainMs); });
    }
  }
}

/** Resolves once nobody has needed it for a while. */
async function idle(isNeeded: () => boolean, clock: Clock): Promise<void> {
  for (let neededAtMs = clock.monotonicMs(); clock.monotonicMs() - neededAtMs < withoutConsoleMs;) {
    await new Promise((resolve) => { setTimeout(resolve, lookEveryMs); });
    if (isNeeded()) neededAtMs = clock.monotonicMs();
  }
}
