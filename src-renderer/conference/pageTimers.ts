import type { Timers } from '#shared/conference/line.ts';

/** Of this window. */
export const pageTimers: Timers = {
  nowMs: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
