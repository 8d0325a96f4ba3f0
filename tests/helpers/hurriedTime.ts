import type { Clock } from '#main/app/ports/index.ts';
import type { Timers } from '#main/process/bell.ts';

/** Real time running `factor` times as fast, for the clock and for pauses alike: a pause of minutes takes a moment. */
export function hurriedTime(factor: number): { clock: Clock; timers: Timers } {
  const startMs = Date.now();
  const startedAt = performance.now();
  const elapsedMs = () => (performance.now() - startedAt) * factor;
  return {
    clock: { nowMs: () => startMs + elapsedMs(), monotonicMs: elapsedMs },
    timers: { setTimeout: (run, ms) => setTimeout(run, ms / factor), clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout) },
  };
}

/** Waits for something to become true; the test's own time limit ends it otherwise. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}
