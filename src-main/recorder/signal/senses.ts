import type { Clock } from '#main/app/ports/index.ts';
import type { SignalCondition } from '#shared/contract/status.ts';
import { isJoint, type Capture } from '../captures.ts';
import type { Progress } from '../telemetry/progress.ts';
import type { Change, Held } from './conditions.ts';
import { FrameCounts, SampleCounts } from './counts.ts';
import { PictureJudge } from './pictureJudge.ts';
import { PictureLines } from './pictureReading.ts';
import { SoundJudge } from './soundJudge.ts';
import { SoundLines, type SoundReading } from './soundReading.ts';

type Tell = (change: Change<SignalCondition>) => void;

/** What is known of the worth of one capture's signal while it runs. Changes carry UTC ms. */
export interface Senses {
  /** A packet of the capture's meters, and when it came, in monotonic ms. */
  take(packet: string, atMs: number): void;
  progress(progress: Progress, atMs: number): void;
  /** A new process counts from zero; what was learnt of the device stays. */
  restart(): void;
  held(): Held<SignalCondition>[];
}

const readingMs = 100;

class Ears implements Senses {
  readonly #tell: Tell;
  readonly #onReading: (reading: SoundReading) => void;
  readonly #judge = new SoundJudge();
  #lines = new SoundLines();
  #counts = new SampleCounts();
  #heardMs = 0;

  constructor(tell: Tell, onReading: (reading: SoundReading) => void) {
    this.#tell = tell;
    this.#onReading = onReading;
  }

  take(packet: string, atMs: number): void {
    for (const reading of this.#lines.take(packet)) {
      this.#onReading(reading);
      this.#heardMs += readingMs;
      for (const change of [...this.#judge.take(reading, atMs), ...this.#counts.take({ atMs, positionMs: this.#heardMs })]) this.#tell(change);
    }
  }

  progress(): void {
    // Sound is counted by its readings.
  }

  restart(): void {
    this.#lines = new SoundLines();
    this.#counts = new SampleCounts();
    this.#heardMs = 0;
  }

  held = (): Held<SignalCondition>[] => [...this.#judge.held(), ...this.#counts.held()];
}

class Eyes implements Senses {
  readonly #tell: Tell;
  readonly #fps: number;
  readonly #judge = new PictureJudge();
  #lines = new PictureLines();
  #counts: FrameCounts;

  constructor(tell: Tell, fps: number) {
    this.#tell = tell;
    this.#fps = fps;
    this.#counts = new FrameCounts(fps);
  }

  take(packet: string, atMs: number): void {
    for (const reading of this.#lines.take(packet)) this.#judge.take(reading, atMs).forEach(this.#tell);
  }

  progress({ frames, outTimeUs }: Progress, atMs: number): void {
    this.#counts.take({ atMs, positionMs: outTimeUs / 1000, frames }).forEach(this.#tell);
  }

  restart(): void {
    this.#lines = new PictureLines();
    this.#counts = new FrameCounts(this.#fps);
  }

  held = (): Held<SignalCondition>[] => [...this.#judge.held(), ...this.#counts.held()];
}

const none: Senses = { take: () => undefined, progress: () => undefined, restart: () => undefined, held: () => [] };

/** The joint sound is measured by each microphone's own capture. */
export function sensesOf(capture: Capture, clock: Clock, tell: Tell, onReading: (reading: SoundReading) => void): Senses {
  const inUtc: Tell = (change) => tell({ ...change, atMs: clock.nowMs() - (clock.monotonicMs() - change.atMs) });
  if (capture.kind === 'video') return new Eyes(inUtc, capture.camera.fps);
  return isJoint(capture) ? none : new Ears(inUtc, onReading);
}
