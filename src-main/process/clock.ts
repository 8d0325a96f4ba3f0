import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Clock, SteadyClock } from '#main/app/ports/index.ts';
import { writeAtomically } from './atomicFile.ts';
import { bootMoment, bootMomentSchema, isOfThisBoot, monotonicMs } from './boot.ts';

/** The machine's clocks as they are. */
export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs };

const anchorSchema = bootMomentSchema.extend({ offsetMs: z.number() });

/** Null after a reboot, or when there is none: then the wall clock is the best there is. */
async function readAnchor(path: string): Promise<number | null> {
  try {
    const anchor = anchorSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return isOfThisBoot(anchor) ? anchor.offsetMs : null;
  } catch {
    return null; // first start, or a file that a crash left half done
  }
}

/**
 * Time as the console, its recorder and every capture have it: the wall clock as it stood when `path` was written,
 * counted on by the monotonic clock. A step of the wall clock does not reach it until it is anchored anew.
 */
export async function openSteadyClock(path: string): Promise<SteadyClock> {
  const wall = (): number => Date.now() - monotonicMs();
  const anchored = await readAnchor(path);
  let offsetMs = anchored ?? wall();
  const write = (): Promise<void> => writeAtomically(path, JSON.stringify({ ...bootMoment(), offsetMs }));
  if (anchored === null) await write();
  return {
    monotonicMs,
    nowMs: () => Math.floor(monotonicMs() + offsetMs), // whole ms, as the wall clock gives them
    offsetMs: () => offsetMs,
    wallAheadMs: () => wall() - offsetMs,
    async anchor() {
      offsetMs = wall();
      await write();
    },
    async reread() {
      offsetMs = (await readAnchor(path)) ?? offsetMs;
    },
  };
}
