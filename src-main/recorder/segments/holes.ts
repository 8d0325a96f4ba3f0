import type { Span } from '#shared/domain/timeline.ts';
import type { TrackSpan } from './matroska.ts';

/** Shorter ones are left to those who count frames: a camera halves its rate in the dark. */
export const shortestHoleMs = { picture: 500, sound: 150 };

/**
 * What is missing within the files of one capture and between them: a camera that sent nothing for a moment, a machine
 * that was too busy. Whoever watches a capture as it runs sees only what lasts; here every file is looked through.
 */
export class Holes {
  readonly #shortestMs: number;
  readonly #onHole: (track: number, hole: Span) => void;
  /** Where the file before ended, by track. */
  #ends = new Map<number, number>();

  /** `onHole`: with the track, counted from 0, and positions. */
  constructor(shortestMs: number, onHole: (track: number, hole: Span) => void) {
    this.#shortestMs = shortestMs;
    this.#onHole = onHole;
  }

  /** The next file, in order. `continues`: by the same process as the one before; what lies between two processes is told as a loss. */
  file(tracks: ReadonlyMap<number, TrackSpan>, continues: boolean): void {
    for (const [track, { firstMs, holes }] of tracks) {
      const endMs = continues ? this.#ends.get(track) : undefined;
      const between = endMs === undefined ? [] : [{ fromMs: endMs, toMs: firstMs }];
      for (const hole of [...between, ...holes]) if (hole.toMs - hole.fromMs >= this.#shortestMs) this.#onHole(track - 1, hole);
    }
    this.#ends = new Map([...tracks].map(([track, { lastMs, stepMs }]) => [track, lastMs + stepMs]));
  }
}
