import type { Clock } from '#main/app/ports/index.ts';
import type { Senses } from '../signal/senses.ts';
import { isProgress, paceOver, parseProgress, withReport, type Pace, type Progress, type Report } from './progress.ts';

/** What a capture tells about itself over its telemetry port. */
export class Telemetry {
  readonly #clock: Clock;
  readonly #senses: Senses;
  #last: Progress | null = null;
  #reports: readonly Report[] = [];
  #advances = 0;

  constructor(clock: Clock, senses: Senses) {
    this.#clock = clock;
    this.#senses = senses;
  }

  /** A packet that came so long ago. */
  take(text: string, agoMs: number): void {
    const atMs = this.#clock.monotonicMs() - agoMs;
    if (isProgress(text)) this.#progress(parseProgress(text), atMs);
    else this.#senses.take(text, atMs);
  }

  /** A new process counts from zero. */
  reset(): void {
    this.#senses.restart();
    this.#last = null;
    this.#reports = [];
    this.#advances = 0;
  }

  pace = (): Pace | null => paceOver(this.#reports);
  droppedFrames = (): number => this.#last?.droppedFrames ?? 0;
  /** Grows as long as media passes through the process; a preview has no file to look at. */
  advances = (): number => this.#advances;

  #progress(progress: Progress, atMs: number): void {
    this.#senses.progress(progress, atMs);
    this.#reports = withReport(this.#reports, { progress, atMs });
    if (progress.frames > (this.#last?.frames ?? 0) || progress.outTimeUs > (this.#last?.outTimeUs ?? 0)) this.#advances += 1;
    this.#last = progress;
  }
}
