import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Counts from boot, so its readings compare across processes. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;

/** Says which boot this is; empty where the system does not tell (Windows, macOS). */
const bootId = readBootId();

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

export const bootMomentSchema = z.object({ bootId: z.string(), monotonicMs: z.number() });

/** A moment of this boot, to be written down: a later process finds out whether the computer was started anew since. */
export type BootMoment = z.infer<typeof bootMomentSchema>;

export const bootMoment = (): BootMoment => ({ bootId, monotonicMs: monotonicMs() });

/**
 * Was that moment in the boot that we are in? Where the system does not name its boots, a moment that its clock has
 * not reached yet was not; of a computer that has by now been up for longer than it was then, that cannot be said.
 */
export const isOfThisBoot = (moment: BootMoment): boolean => moment.bootId === bootId && moment.monotonicMs <= monotonicMs();
