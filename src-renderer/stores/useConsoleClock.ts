import { useEffect, useState } from 'react';
import { statusFeed, useStatus } from './live.ts';
import { ageMs, consoleNowMs } from './status.ts';

/** Re-renders about every `everyMs`; the value is this window's clock that does not jump. */
export function useMonotonicTick(everyMs: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The console's time (UTC ms) and how long ago it last spoke, ticking. */
export function useConsoleClock(everyMs = 500): { nowMs: number | null; silentMs: number | null } {
  useMonotonicTick(everyMs);
  useStatus((s) => s.receivedAtMs);
  const state = statusFeed.store.getState();
  const monotonic = performance.now();
  return { nowMs: consoleNowMs(state, monotonic), silentMs: ageMs(state, monotonic) };
}
