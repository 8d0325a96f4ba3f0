import { Conditions, type Change, type Held } from './conditions.ts';
import type { PictureReading } from './pictureReading.ts';

export type PictureCondition = 'black' | 'frozen' | 'covered_or_out_of_focus';

/** Nine tenths of the picture are no brighter. Black is 16 (0 from a camera of full range), with noise up to 25; in a lit room the darkest tenth alone is above 40. */
const blackLuma = 32;

/**
 * A frozen picture repeats exactly. Noise of one step in 255 on a still scene makes 0.06, the
 * demonstration hall at least 0.3 (measured); a single point of the clock in a corner 0.002 and more.
 */
const frozenDifference = 0.001;

/** An evenly coloured picture: a lens with a cap, a hand or a cloth on it. The demonstration hall has 120 to 140 between its dark and its bright parts. */
const evenLuma = 12;

/** Half of its usual detail: a blur of 6 pixels at 1080p leaves 0.45, people who come and go change perhaps a fifth. */
const lostDetail = 0.5;
const foundDetail = 0.6;

/** Cameras hang still: their first two minutes tell how much detail they show, the first ten seconds already roughly. */
const learnReadings = 300;
const learnFromReadings = 25;

const patience = {
  black: { beginMs: 2000, endMs: 500 },
  /**
   * Network cameras repeat a still scene exactly from one key frame to the next: at the usual 2 s that is no
   * freeze, at 5 s and with nothing at all moving in the hall it looks like one. With 0.8 s until two equal
   * pictures have been seen, a freeze is told within 5 s.
   */
  frozen: { beginMs: 3600, endMs: 0 },
  covered_or_out_of_focus: { beginMs: 5000, endMs: 2000 },
};

/** Edges for the light there is: dimmed light makes both smaller, a blur the edges only. */
const detailOf = (reading: PictureReading): number => reading.edges / Math.max(10, reading.meanLuma - 16);

/** The usual detail of one camera. */
class UsualDetail {
  #learnt: number[] = [];
  #usual: number | null = null;

  /** How much of its usual detail it shows; null while that is not known. */
  share(detail: number): number | null {
    return this.#usual === null ? null : detail / this.#usual;
  }

  /** What may be the failure itself is not learnt. */
  learn(detail: number): void {
    const share = this.share(detail);
    if (this.#learnt.length >= learnReadings || (share !== null && share < lostDetail)) return;
    this.#learnt.push(detail);
    if (this.#learnt.length >= learnFromReadings) this.#usual = this.#learnt.toSorted((a, b) => a - b)[Math.floor(this.#learnt.length / 2)] ?? null;
  }
}

/** Is what this camera shows worth recording? Fed with its readings in order, with monotonic ms; it keeps what it has learnt. */
export class PictureJudge {
  readonly #conditions = new Conditions<PictureCondition>(patience);
  readonly #usual = new UsualDetail();

  /** What began or ended with this reading. A black picture is neither frozen nor out of focus. */
  take(reading: PictureReading, atMs: number): Change<PictureCondition>[] {
    const black = reading.brightLuma <= blackLuma;
    const frozen = !black && reading.difference <= frozenDifference;
    return this.#conditions.take({ black, frozen, covered_or_out_of_focus: !black && this.#lacksDetail(reading, frozen) }, atMs);
  }

  held = (): Held<PictureCondition>[] => this.#conditions.held();

  /** Null between lost and found. */
  #lacksDetail(reading: PictureReading, frozen: boolean): boolean | null {
    if (reading.brightLuma - reading.darkLuma <= evenLuma) return true;
    const detail = detailOf(reading);
    const share = this.#usual.share(detail) ?? 1;
    if (!frozen) this.#usual.learn(detail);
    if (share < lostDetail) return true;
    return share >= foundDetail ? false : null;
  }
}
