import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 20;
/** Sound is on disk 0.1–0.2 s after it was heard. A device that brings nothing for longer is not waited for, nor a disk that does not answer. */
const stillForMs = 400;
/** A camera may send afterwards what waited in its buffers; longer than this the hall does not wait for it. */
const atMostMs = 3000;

export interface Writer {
  /** How far its media on disk has come; null while there is none. */
  comeMs: () => Promise<number | null>;
  isWriting: () => boolean;
  /** What a process that is asked to end has in hand and still writes: one that is no further behind is not waited for. */
  inHandMs: number;
}

/**
 * Resolves when there is media up to `wantedMs`: without waiting for it the last word was missing, and of a camera that was
 * catching up, everything it was behind. Also when media comes no further, or nobody writes any more. Rejects when it cannot be
 * told how far it has come.
 */
export async function untilMediaReaches(wantedMs: number, { comeMs, isWriting, inHandMs }: Writer): Promise<void> {
  const beganMs = performance.now();
  for (let [furthestMs, grewMs, enoughMs] = [-Infinity, beganMs, wantedMs - inHandMs]; isWriting(); enoughMs = wantedMs) {
    const come = (await Promise.race([comeMs(), pause(stillForMs, null, { ref: false })])) ?? -Infinity;
    const nowMs = performance.now();
    if (come > furthestMs) [furthestMs, grewMs] = [come, nowMs];
    if (furthestMs >= enoughMs || nowMs - grewMs >= stillForMs || nowMs - beganMs >= atMostMs) return;
    await pause(lookEveryMs);
  }
}
