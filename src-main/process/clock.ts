import type { Clock } from '#main/app/ports/index.ts';

/** The machine's clocks. `process.hrtime` counts from boot, so its readings compare across processes. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => Number(process.hrtime.bigint() / 1000n) / 1000,
};
