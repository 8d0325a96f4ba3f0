import type { CaptureStatus } from '#shared/contract/status.ts';
import type { Clock, RecorderFact } from '#main/app/ports/index.ts';
import { deviceIdsOf, type Capture, type Run } from '../captures.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

interface Deps {
  clock: Clock;
  onFact: (fact: RecorderFact) => void;
  onChange: () => void;
}

/** What is known of a capture, and what the hearing has been told of it: each loss once, each return once. */
export class Condition {
  readonly #d: Deps;
  readonly #capture: Capture;
  readonly #run: Run | null;
  #state: CaptureStatus['state'] = 'starting';
  #sinceMs: number;
  #startTookMs: number | null = null;
  #cause: string | null = null;
  #toldLost = false;
  readonly #waiting = new Set<() => void>();
  restarts = 0;

  constructor(deps: Deps, capture: Capture, run: Run | null) {
    this.#d = deps;
    this.#capture = capture;
    this.#run = run;
    this.#sinceMs = deps.clock.nowMs();
  }

  /** The last console may have told a loss: with the first media the return is told, and the hearing takes it for news only if it knows of a loss. */
  adopt(restarts: number): void {
    this.restarts = restarts;
    this.#toldLost = true;
  }

  /** True once it has media. Not waited for: one whose loss has been told, nor once `givenUp` says that nobody needs to know any more. */
  up(limitMs: number, givenUp: AbortSignal): Promise<boolean> {
    if (this.#state === 'running' || this.#toldLost || givenUp.aborted) return Promise.resolve(this.#state === 'running');
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

  toldMissing(): { captureId: string; cause: string } {
    this.#toldLost = true;
    return { captureId: this.#capture.captureId, cause: this.#cause ?? 'no media yet' };
  }

  /** Media is on disk, from `firstMs` (UTC) on; null for a preview. */
  cameUp(startedAtMs: number, firstMs: number | null): void {
    this.#cause = null;
    this.#startTookMs = firstMs === null ? null : Math.max(0, firstMs - startedAtMs);
    this.#turn('running');
    for (const cameUp of this.#waiting) cameUp();
    if (!this.#toldLost || !this.#run || firstMs === null) return;
    this.#toldLost = false;
    this.#d.onFact({ type: 'captureResumed', hearingId: this.#run.hearingId, captureId: this.#capture.captureId, atMs: firstMs });
  }

  /** `fromMs`: end of its last media, UTC; null when this process had none, which is no new loss. */
  lost(cause: string, fromMs: number | null): void {
    this.#cause = cause;
    this.#turn('lost');
    if (this.#toldLost || !this.#run || fromMs === null) return;
    this.#toldLost = true;
    this.#d.onFact({ type: 'captureLost', hearingId: this.#run.hearingId, captureId: this.#capture.captureId, fromMs, cause });
  }

  startsAgain(): void {
    this.restarts += 1;
    this.#d.onChange();
  }

  status(pid: number | null, telemetry: Telemetry, mediaUntilMs: number | null, absentDeviceIds: string[]): CaptureStatus {
    const pace = this.#state === 'running' ? telemetry.pace() : null;
    return {
      captureId: this.#capture.captureId,
      kind: this.#capture.kind,
      deviceIds: deviceIdsOf(this.#capture),
      absentDeviceIds,
      state: this.#state,
      pid: this.#state === 'lost' ? null : pid,
      sinceMs: this.#sinceMs,
      mediaUntilMs,
      fps: this.#capture.kind === 'video' ? (pace?.fps ?? null) : null,
      speed: pace?.speed ?? null,
      droppedFrames: telemetry.droppedFrames(),
      restarts: this.restarts,
      startTookMs: this.#startTookMs,
      cause: this.#cause,
    };
  }

  #turn(state: CaptureStatus['state']): void {
    if (this.#state !== state) this.#sinceMs = this.#d.clock.nowMs();
    this.#state = state;
    this.#d.onChange();
  }
}
