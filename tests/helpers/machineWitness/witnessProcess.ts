import { setPriority } from 'node:os';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Standstill } from './witness.ts';

/*
 * Stays on one processor, before nearly everybody else there: it is late only when that processor was not running. Tells
 * each time, as one line of JSON, until its starter is gone.
 */
const everyMs = 10;
/** Shorter ones are not told: a busy machine has them all the time. */
const lateFromMs = 40;

try {
  setPriority(-15);
} catch {
  // not root: it takes its turn with the others, and tells of a few moments more
}
const starter = process.ppid;
while (process.ppid === starter) {
  const before = performance.now();
  await sleep(everyMs);
  const standstill: Standstill = { untilMs: Date.now(), lateMs: Math.round(performance.now() - before - everyMs) };
  if (standstill.lateMs >= lateFromMs) process.stdout.write(`${JSON.stringify(standstill)}\n`);
}
