import { Placing } from '#shared/conference/hallClock.ts';
import type { PictureBatch } from '#shared/contract/conference.ts';

/** A picture and the moment it was taken at, UTC. */
export interface PlacedPicture {
  atMs: number;
  vp8: Uint8Array;
}

interface Held {
  rtpMs: number;
  arrivedMs: number;
  vp8: Uint8Array;
}

/** Clocks drift a millisecond or two apart meanwhile. */
const rememberedMs = 60_000;
const bucketMs = 1000;

/** Of what has come within a minute, the quickest: how far arrivals are ahead of the far end's own count, at the least. */
class Quickest {
  #minima: { fromMs: number; aheadMs: number }[] = [];

  take(arrivedMs: number, aheadMs: number): void {
    const last = this.#minima.at(-1);
    if (last && arrivedMs - last.fromMs < bucketMs) last.aheadMs = Math.min(last.aheadMs, aheadMs);
    else this.#minima = [...this.#minima.filter(({ fromMs }) => arrivedMs - fromMs < rememberedMs), { fromMs: arrivedMs, aheadMs }];
  }

  aheadMs = (): number => Math.min(...this.#minima.map(({ aheadMs }) => aheadMs));
}

const ticksPerMs = 90;

/** The far end's count of one connection, 32 bits that begin anew every thirteen hours, as ms. */
class Count {
  #lastTicks: number | null = null;

  msOf(rtpTimestamp: number): number {
    const before = this.#lastTicks ?? rtpTimestamp;
    const ticks = before + ((rtpTimestamp - before) | 0);
    this.#lastTicks = Math.max(before, ticks);
    return ticks / ticksPerMs;
  }
}

/** What had to be sent again comes after its successors. */
const heldMs = 1000;

/**
 * The pictures of one connection, brought into order and placed on the hearing's clock: by the far end's own count, which knows
 * when each was taken; the count by the quickest that has come, less the way here, and corrected as slowly as the sound's.
 */
export class PictureStream {
  readonly streamId: string;
  readonly #count = new Count();
  readonly #quickest = new Quickest();
  readonly #placing = new Placing();
  #held: Held[] = [];

  constructor(streamId: string) {
    this.streamId = streamId;
  }

  take(frames: PictureBatch['frames'], nowMs: number): void {
    for (const { rtpTimestamp, agoMs, vp8 } of frames) {
      const [rtpMs, arrivedMs] = [this.#count.msOf(rtpTimestamp), nowMs - agoMs];
      this.#quickest.take(arrivedMs, arrivedMs - rtpMs);
      this.#held.push({ rtpMs, arrivedMs, vp8: Buffer.from(vp8, 'base64') });
    }
  }

  /** Those before which nothing more is expected, in order. `wayMs`: how long the quickest was on its way. */
  due(nowMs: number, wayMs: number): PlacedPicture[] {
    const untilMs = Math.max(...this.#held.filter(({ arrivedMs }) => arrivedMs <= nowMs - heldMs).map(({ rtpMs }) => rtpMs));
    const due = this.#held.filter(({ rtpMs }) => rtpMs <= untilMs).toSorted((a, b) => a.rtpMs - b.rtpMs);
    this.#held = this.#held.filter(({ rtpMs }) => rtpMs > untilMs);
    return due.map(({ rtpMs, vp8 }) => ({ atMs: this.#placing.momentOf(rtpMs, this.#quickest.aheadMs() - wayMs), vp8 }));
  }
}
