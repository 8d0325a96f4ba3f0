import { setPriority } from 'node:os';
import { round } from '../percentiles.ts';

const everyMs = 20;
const longMs = 200;

/**
 * Moments in which the machine itself stood still, as a shared one does: whoever is before nearly everybody else is late
 * only then. A picture that was not made cannot be recorded. Starts nothing afterwards that would inherit its priority.
 */
export function watchStandstills(): () => { longestMs: number; longerThan200Ms: number } {
  setPriority(-10);
  let before = performance.now();
  const lateMs: number[] = [];
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - before - everyMs > longMs) lateMs.push(now - before - everyMs);
    before = now;
  }, everyMs);
  return () => {
    clearInterval(timer);
    setPriority(0);
    return { longestMs: round(Math.max(0, ...lateMs)), longerThan200Ms: lateMs.length };
  };
}
