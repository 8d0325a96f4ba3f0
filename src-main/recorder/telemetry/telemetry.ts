import type { Clock } from '#main/app/ports/index.ts';
import { MeterLines, type Reading } from './meters.ts';
import { isProgress, paceOver, parseProgress, withReport, type Pace, type Progress, type Report } from './progress.ts';

/** What a capture tells about itself over its telemetry port. */
export class Telemetry {
  readonly #clock: Clock;
  readonly #onReading: (reading: Reading) => void;
  /** Every meter sends from a port of its own. */
  readonly #meters = new Map<number, MeterLines>();
  #last: Progress | null = null;
  #reports: readonly Report[] = [];
  #advances = 0;

  constructor(clock: Clock, onReading: (reading: Reading) => void) {
    this.#clock = clock;
    this.#onReading = onReading;
  }

  take(text: string, from: number): void {
    if (isProgress(text)) return this.#progress(parseProgress(text));
    const meter = this.#meters.get(from) ?? new MeterLines();
    this.#meters.set(from, meter);
    for (const reading of meter.take(text)) this.#onReading(reading);
  }

  /** A new process counts from zero. */
  reset(): void {
    this.#meters.clear();
    this.#last = null;
    this.#reports = [];
    this.#advances = 0;
  }

  pace = (): Pace | null => paceOver(this.#reports);
  droppedFrames = (): number => this.#last?.droppedFrames ?? 0;
  /** Grows as long as media passes through the process; a preview has no file to look at. */
  advances = (): number => this.#advances;

  #progress(progress: Progress): void {
    this.#reports = withReport(this.#reports, { progress, atMs: this.#clock.monotonicMs() });
    if (progress.frames > (this.#last?.frames ?? 0) || progress.outTimeUs > (this.#last?.outTimeUs ?? 0)) this.#advances += 1;
    this.#last = progress;
  }
}
