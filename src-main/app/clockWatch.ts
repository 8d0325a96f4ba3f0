import { randomUUID } from 'node:crypto';
import { systemActor } from '#shared/domain/actor.ts';
import { messageOf } from '#shared/domain/errors.ts';
import type { Hearings } from './hearings.ts';
import type { Log, Recorder, SteadyClock } from './ports/index.ts';
import type { RecordingDesk } from './recording/recordingDesk.ts';

interface Deps {
  clock: SteadyClock;
  hearings: Pick<Hearings, 'execute'>;
  desk: Pick<RecordingDesk, 'currentId'>;
  recorder: Pick<Recorder, 'clockAnchored'>;
  log: Log;
}

const everyMs = 1000;
/** NTP slews smaller differences, and both clocks with them. */
const stepMs = 50;

/**
 * The machine's clock may jump: an administrator, a first answer of a time server. A hearing keeps its own time, so
 * that marks stay where they are in the media; the step is written down in it. Between hearings the new time is taken.
 */
export class ClockWatch {
  readonly #d: Deps;
  #knownMs = 0;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  start(): void {
    const look = (): void => void this.look().catch((e: unknown) => this.#d.log.error('clock', messageOf(e)));
    look();
    setInterval(look, everyMs).unref();
  }

  /** How far people's clocks are ahead of the hearing's, because they were set. */
  aheadMs = (): number => this.#knownMs;

  async look(): Promise<void> {
    const { clock, desk, hearings, log } = this.#d;
    const aheadMs = clock.wallAheadMs();
    const hearingId = desk.currentId();
    if (hearingId === null) return Math.abs(aheadMs) > stepMs ? this.#takeOver(aheadMs) : undefined;
    if (Math.abs(aheadMs - this.#knownMs) <= stepMs) return;
    const detail = `${((aheadMs - this.#knownMs) / 1000).toFixed(3)} s`;
    this.#knownMs = aheadMs;
    log.warn('clock', 'the machine\'s clock was set during a hearing, which keeps its own time', { by: detail });
    await hearings.execute(hearingId, randomUUID(), { type: 'recorderFault', code: 'clock.stepped', detail }, systemActor);
  }

  async #takeOver(aheadMs: number): Promise<void> {
    this.#knownMs = 0;
    await this.#d.clock.anchor();
    this.#d.recorder.clockAnchored();
    this.#d.log.info('clock', 'the machine\'s clock was set and is followed', { by: `${(aheadMs / 1000).toFixed(3)} s` });
  }
}
