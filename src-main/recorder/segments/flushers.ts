import type { Log } from '#main/app/ports/index.ts';
import type { FlushFigures, WatchTools } from '#main/app/ports/watch.ts';
import { Flusher, type Place } from './flusher.ts';

/** What a power cut costs follows from this: the newest that is not on the disk yet is so old at most, and a cluster. */
const everyMs = 150;

/** A microphone's own recording is the second one of its sound: brought to the disk between the rounds of the first, it halves what is lost of it. */
export const flushPhaseMs = { onlyRecording: 0, secondRecording: everyMs / 2 };

interface Places extends Pick<Place, 'segmentMs' | 'phaseMs' | 'isReadable'> {
  /** Null: there are no threads for it, and it is done here. */
  watch: WatchTools | null;
  log: Log;
}

/** Of one folder. */
interface Running {
  dir: string;
  end: () => Promise<void>;
  figures: () => FlushFigures | null;
  isTroubled: boolean;
}

/** The watch on the targets is to tell of a disk that hangs; that a file was not brought to it is for the log. */
const lateMs = 1000;

const troubleOf = (figures: FlushFigures | null): string | null =>
  figures === null || (figures.failedWith === null && figures.outMs < lateMs) ? null : figures.failedWith ?? `no answer for ${Math.round(figures.outMs)} ms`;

/** Brings what a capture is writing to the disk again and again, in each folder that it writes to. */
export class Flushers {
  readonly #places: Places;
  #all: Running[] = [];

  constructor(places: Places) {
    this.#places = places;
  }

  /** A process writes from file `index` on; what the one before it wrote is complete. */
  begin(dirs: readonly string[], index: number): void {
    void this.end();
    this.#all = dirs.map((dir) => this.#run(dir, index));
  }

  /** Whether all of it comes to the disk; called a couple of times a second. */
  look(): void {
    for (const running of this.#all) {
      const trouble = troubleOf(running.figures());
      if (trouble !== null && !running.isTroubled) this.#places.log.warn('recorder', 'what is being written was not brought to the disk', { dir: running.dir, detail: trouble });
      running.isTroubled = trouble !== null;
    }
  }

  /** Does not wait for a disk that hangs. */
  async end(): Promise<void> {
    const ending = Promise.all(this.#all.map((running) => running.end()));
    this.#all = [];
    await Promise.race([ending, new Promise((resolve) => { setTimeout(resolve, everyMs).unref(); })]);
  }

  #run(dir: string, index: number): Running {
    const place = { ...this.#places, dir, index, everyMs };
    const flushing = this.#places.watch?.flush(place) ?? null;
    if (flushing) return { dir, end: () => Promise.resolve(flushing.end()), figures: () => flushing.figures(), isTroubled: false };
    const flusher = new Flusher(place);
    return { dir, end: () => flusher.end(), figures: () => null, isTroubled: false };
  }
}
