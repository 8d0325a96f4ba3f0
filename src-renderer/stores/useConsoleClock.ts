import { useEffect, useState } from 'react';
import { useStatus } from './live.ts';
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
  const tick = useMonotonicTick(everyMs);
  const state = useStatus((s) => s);
  const monotonic = Math.max(tick, state.receivedAtMs ?? 0);
  return { nowMs: consoleNowMs(state, monotonic), silentMs: ageMs(state, monotonic) };
}
