import type { SignalCondition } from '#shared/contract/status.ts';
import type { Clock, Log } from '#main/app/ports/index.ts';
import type { Capture } from '../captures.ts';
import type { Change, Held } from '../signal/conditions.ts';
import { sensesOf, type Senses } from '../signal/senses.ts';
import type { SoundReading } from '../signal/soundReading.ts';
import type { Listen, TelemetrySocket } from './socket.ts';
import { Telemetry } from './telemetry.ts';

export interface LineDeps {
  listen: Listen;
  clock: Clock;
  log: Log;
  onReading: (reading: SoundReading) => void;
}

/** Nobody listens there; for a capture whose own port could not be had. */
const discardPort = 9;

/** The line on which one capture tells about itself, and what is made of it. */
export class TelemetryLine {
  readonly #d: LineDeps;
  readonly #captureId: string;
  readonly #senses: Senses;
  readonly telemetry: Telemetry;
  #socket: TelemetrySocket | null = null;

  constructor(deps: LineDeps, capture: Capture, onSignal: (change: Change<SignalCondition>) => void) {
    this.#d = deps;
    this.#captureId = capture.captureId;
    this.#senses = sensesOf(capture, deps.clock, onSignal, deps.onReading);
    this.telemetry = new Telemetry(deps.clock, this.#senses);
  }

  port = (): number => this.#socket?.port ?? discardPort;

  /** On this port, or any for 0. */
  async open(port: number): Promise<void> {
    const socket = await this.#d.listen(port, (text, agoMs) => this.telemetry.take(text, agoMs));
    if (socket.ok) this.#socket = socket.value;
    else if (port !== 0) return this.open(0); // taken meanwhile: what it tells is heard again from its next start on
    else this.#d.log.warn('recorder', 'no telemetry', { captureId: this.#captureId, detail: socket.error.detail });
  }

  close(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  /** What the signal shows right now, since when in UTC ms. */
  signal(): Held<SignalCondition>[] {
    const toUtcMs = this.#d.clock.nowMs() - this.#d.clock.monotonicMs();
    return this.#senses.held().map(({ condition, sinceMs }) => ({ condition, sinceMs: sinceMs + toUtcMs }));
  }
}
