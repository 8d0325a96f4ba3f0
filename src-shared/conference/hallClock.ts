/** One question for the time and its answer; ms of the page's clock but for `hallMs`. */
export interface TimeAnswer {
  askedMs: number;
  answeredMs: number;
  hallMs: number;
}

/** Two good computers drift 3 ms apart meanwhile; a short way there and back is seldom further away than that. */
const rememberedMs = 60_000;

/**
 * How far the hearing's clock is ahead of the page's own: of the answers of the last minute the one that was there soonest
 * knows best, half its way each way.
 */
export class HallClock {
  #answers: TimeAnswer[] = [];

  take(answer: TimeAnswer): void {
    this.#answers = [...this.#answers.filter(({ answeredMs }) => answer.answeredMs - answeredMs < rememberedMs), answer];
  }

  /** Null before the first answer. In a cut the last ones stand. */
  aheadMs(): number | null {
    const [best] = this.#answers.toSorted((a, b) => wayMs(a) - wayMs(b));
    return best ? best.hallMs - (best.askedMs + best.answeredMs) / 2 : null;
  }
}

const wayMs = ({ askedMs, answeredMs }: TimeAnswer): number => answeredMs - askedMs;

/** A later estimate moves the time of what follows by so much a second at most: neighbouring packets stay neighbours. */
const correctedMsPerS = 0.5;
/** Further off than this nothing was drifting: sound is missing, or a computer slept. */
const jumpMs = 100;

/** Turns positions in a stream of samples into moments, following the clock without a seam. */
export class Placing {
  #ahead: number | null = null;
  #lastMs = 0;

  /** `aheadMs`: how far moments are ahead of positions, as it is known now. */
  momentOf(positionMs: number, aheadMs: number): number {
    const offMs = this.#ahead === null ? Infinity : aheadMs - this.#ahead;
    const mostMs = (Math.max(0, positionMs - this.#lastMs) / 1000) * correctedMsPerS;
    this.#ahead = this.#ahead === null || Math.abs(offMs) > jumpMs ? aheadMs : this.#ahead + Math.max(-mostMs, Math.min(mostMs, offMs));
    this.#lastMs = positionMs;
    return positionMs + this.#ahead;
  }
}
