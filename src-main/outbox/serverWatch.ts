import type { CourtServerStatus } from '#shared/contract/status.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { Clock } from '#main/app/ports/index.ts';
import type { CourtClient } from './courtClient.ts';
import { probeEveryMs, serverPauseMs, type Failure } from './policy.ts';

/**
 * Whether the court server at one address is there and takes us: learned from every request, and by
 * asking when nothing was asked for a while. Knows how long the whole queue has to rest.
 */
export class ServerWatch {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #onChange: () => void;
  #status: CourtServerStatus;
  #error: AppError | null = null;
  #failures = 0;
  #restUntilMs = 0;
  #heardAtMs = Number.NEGATIVE_INFINITY;

  /** Nothing is known of the server yet, so it counts as unreachable until it answers. */
  constructor(url: string, clock: Clock, random: () => number, onChange: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#onChange = onChange;
    this.#status = { state: 'unreachable', sinceMs: clock.nowMs(), url };
  }

  get status(): CourtServerStatus {
    return this.#status;
  }

  /** Why the server is not connected; null when it is. */
  get error(): AppError | null {
    return this.#error;
  }

  heard(): void {
    this.#heardAtMs = this.#clock.monotonicMs();
    this.#error = null;
    this.#become('connected');
  }

  forgetRest(): void {
    this.#failures = 0;
    this.#restUntilMs = 0;
  }

  /** The queue rests a little longer after each failure in a row; `heard` alone does not end that. */
  rest(): void {
    this.#failures += 1;
    this.#restUntilMs = this.#clock.monotonicMs() + serverPauseMs(this.#failures, this.#random());
  }

  restMs(): number {
    return Math.max(0, this.#restUntilMs - this.#clock.monotonicMs());
  }

  untilProbeMs(): number {
    return Math.max(0, this.#heardAtMs + probeEveryMs - this.#clock.monotonicMs());
  }

  /** Asks now. Something that failed may be the server's fault or its own: this decides. */
  async probe(client: CourtClient): Promise<boolean> {
    const answer = await client.info();
    this.#heardAtMs = this.#clock.monotonicMs();
    if (answer.ok) this.heard();
    else this.lost(answer.error);
    return answer.ok;
  }

  lost(failure: Failure): void {
    this.#error = failure.error;
    this.#become(failure.kind === 'token' || failure.kind === 'refused' ? 'refused' : 'unreachable');
  }

  #become(state: CourtServerStatus['state']): void {
    if (this.#status.state === state) return;
    this.#status = { ...this.#status, state, sinceMs: this.#clock.nowMs() };
    this.#onChange();
  }
}
