import { packetMs } from '#shared/conference/soundPackets.ts';
import type { Span } from '#shared/domain/timeline.ts';

/** A page that hands over at once is not further behind than this. */
export const lateAfterMs = 5000;
/** While one catches up slowly, what is a little later than that begins no stretch with every batch. */
const lateAgainAfterMs = 7500;
const caughtUpMs = 1000;
/** What is missing within a stretch is a gap of its own; longer than this it divides what arrived. */
const withinStretchMs = 1000;
/** Next to each other: the distance of two packets, and what a correction of the clock takes. */
const seamMs = 60;

/** What of one person's sound is on disk, UTC: nothing is taken twice, whichever page hands it over. */
export class HeardSound {
  #spans: Span[];

  constructor(spans: readonly Span[]) {
    this.#spans = [...spans];
  }

  has = (atMs: number): boolean => this.#spans.some(({ fromMs, toMs }) => fromMs <= atMs + packetMs / 2 && atMs + packetMs / 2 < toMs);

  add(atMs: number): void {
    const last = this.#spans.findLast(({ toMs }) => Math.abs(atMs - toMs) <= seamMs);
    if (last) last.toMs = atMs + packetMs;
    else this.#spans.push({ fromMs: atMs, toMs: atMs + packetMs });
  }

  untilMs = (): number | null => (this.#spans.length === 0 ? null : Math.max(...this.#spans.map(({ toMs }) => toMs)));
}

/** Stretches that come late, each told as soon as it is over. */
export class LateSound {
  #span: Span | null = null;
  #isCatchingUp = false;

  /** The stretch that this packet ends, if it does. */
  take(atMs: number, nowMs: number): Span | null {
    const behindMs = nowMs - atMs;
    const isLate = behindMs > (this.#isCatchingUp ? lateAgainAfterMs : lateAfterMs);
    if (behindMs <= caughtUpMs) this.#isCatchingUp = false;
    if (isLate && this.#span && atMs >= this.#span.toMs - seamMs && atMs <= this.#span.toMs + withinStretchMs) {
      this.#span.toMs = atMs + packetMs;
      return null;
    }
    const over = this.#span;
    this.#span = isLate ? { fromMs: atMs, toMs: atMs + packetMs } : null;
    if (over && !isLate) this.#isCatchingUp = behindMs > caughtUpMs;
    return over;
  }

  end(): Span | null {
    const over = this.#span;
    this.#span = null;
    return over;
  }
}
