import type { CaptureStatus } from '#shared/contract/status.ts';
import type { Clock } from '#main/app/ports/index.ts';
import { deviceIdsOf, type Capture } from '../captures.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { stalledCause } from './cause.ts';

interface Deps {
  clock: Clock;
  onChange: () => void;
}

/** A capture may be back before anybody could have seen that it was gone: a loss is shown for as long as a glance takes. */
const shownLostMs = 1000;

interface Loss {
  sinceMs: number;
  /** Monotonic. */
  atMs: number;
  cause: string;
}

/** What is known of a capture right now. */
export class Condition {
  readonly #d: Deps;
  readonly #capture: Capture;
  #state: CaptureStatus['state'] = 'starting';
  #sinceMs: number;
  #startTookMs: number | null = null;
  #cause: string | null = null;
  #lastLoss: Loss | null = null;
  #stalledSinceMs: number | null = null;
  /** Somebody has been told that it is missing: nobody waits for it any more. */
  #knownMissing = false;
  readonly #waiting = new Set<() => void>();
  restarts = 0;

  constructor(deps: Deps, capture: Capture) {
    this.#d = deps;
    this.#capture = capture;
    this.#sinceMs = deps.clock.nowMs();
  }

  adopt(restarts: number): void {
    this.restarts = restarts;
    this.#knownMissing = true;
  }

  /** True once it has media. Not waited for: one that is known to be missing, nor once `givenUp` says that nobody needs to know any more. */
  up(limitMs: number, givenUp: AbortSignal): Promise<boolean> {
    if (this.#state === 'running' || this.#knownMissing || givenUp.aborted) return Promise.resolve(this.#state === 'running');
    return new Promise((resolve) => {
      const settle = (isUp: boolean) => {
        clearTimeout(timer);
        givenUp.removeEventListener('abort', notUp);
        this.#waiting.delete(cameUp);
        resolve(isUp);
      };
      const cameUp = () => settle(true);
      const notUp = () => settle(false);
      const timer = setTimeout(notUp, limitMs);
      givenUp.addEventListener('abort', notUp);
      this.#waiting.add(cameUp);
    });
  }

  /** Why it is missing; that is known from now on. */
  toldMissing(): string {
    this.#knownMissing = true;
    return this.#cause ?? 'no media yet';
  }

  isUp = (): boolean => this.#state === 'running';

  /** Media is on disk, from `firstMs` (UTC) on; null for a preview. */
  cameUp(startedAtMs: number, firstMs: number | null): void {
    this.#cause = null;
    this.#startTookMs = firstMs === null ? null : Math.max(0, firstMs - startedAtMs);
    this.#turn('running');
    this.#knownMissing = false;
    for (const cameUp of this.#waiting) cameUp();
  }

  /** `hadMedia`: what has been recorded is missing from now on; without, it only has not come up yet. */
  lost(cause: string, hadMedia: boolean): void {
    this.#cause = cause;
    this.#knownMissing ||= hadMedia;
    this.#turn('lost');
    if (hadMedia) this.#lastLoss = { sinceMs: this.#sinceMs, atMs: this.#d.clock.monotonicMs(), cause };
  }

  /** Alive, but nothing has come for a while: shown as lost at once; a loss it is only if it lasts. */
  stalls(isStalled: boolean): void {
    if (isStalled === (this.#stalledSinceMs !== null)) return;
    this.#stalledSinceMs = isStalled ? this.#d.clock.nowMs() : null;
    this.#d.onChange();
  }

  startsAgain(): void {
    this.restarts += 1;
    this.#d.onChange();
  }

  status(pid: number | null, telemetry: Telemetry, mediaUntilMs: number | null, absentDeviceIds: string[], signal: CaptureStatus['signal']): CaptureStatus {
    const pace = this.#state === 'running' ? telemetry.pace() : null;
    const loss = this.#freshLoss() ?? this.#stall();
    return {
      captureId: this.#capture.captureId,
      kind: this.#capture.kind,
      deviceIds: deviceIdsOf(this.#capture),
      absentDeviceIds,
      state: loss ? 'lost' : this.#state,
      pid: this.#state === 'lost' ? null : pid,
      sinceMs: loss?.sinceMs ?? this.#sinceMs,
      mediaUntilMs,
      fps: this.#capture.kind === 'video' ? (pace?.fps ?? null) : null,
      speed: pace?.speed ?? null,
      droppedFrames: telemetry.droppedFrames(),
      restarts: this.restarts,
      startTookMs: this.#startTookMs,
      cause: loss?.cause ?? this.#cause,
      signal: this.#state === 'running' ? signal : [],
    };
  }

  #stall(): Pick<Loss, 'sinceMs' | 'cause'> | null {
    return this.#state === 'running' && this.#stalledSinceMs !== null ? { sinceMs: this.#stalledSinceMs, cause: stalledCause } : null;
  }

  #freshLoss(): Loss | null {
    return this.#lastLoss && this.#d.clock.monotonicMs() - this.#lastLoss.atMs < shownLostMs ? this.#lastLoss : null;
  }

  #turn(state: CaptureStatus['state']): void {
    if (this.#state !== state) this.#sinceMs = this.#d.clock.nowMs();
    this.#state = state;
    this.#d.onChange();
  }
}
