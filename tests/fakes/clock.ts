import type { Clock } from '#main/app/ports/index.ts';

/** A clock that moves only when told. */
export function fakeClock(startMs = Date.UTC(2026, 10, 3, 5, 0, 0)): Clock & { advance: (ms: number) => void } {
  let nowMs = startMs;
  return { nowMs: () => nowMs, monotonicMs: () => nowMs - startMs, advance: (ms) => { nowMs += ms; } };
}
