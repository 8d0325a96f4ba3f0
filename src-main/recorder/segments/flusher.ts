import { open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { untilTickMs } from '../ticks.ts';
import { segmentFileName } from './files.ts';

/** What a power cut costs follows from this: the newest that is not on the disk yet is so old at most, and a cluster. */
const everyMs = 150;

/** A microphone's own recording is the second one of its sound: brought to the disk between the rounds of the first, it halves what is lost of it. */
export const flushPhaseMs = { onlyRecording: 0, secondRecording: everyMs / 2 };

/** A whole file is not looked past before so much of its length is over: to ask for one that is not there costs as much as a flush. */
const lookedPastFrom = 0.7;

interface Place {
  dir: string;
  /** How long a file is, ms: only the first one of a process may be shorter. */
  segmentMs: number;
  phaseMs: number;
  /** Is this folder's disk there and does it answer? */
  isReadable: (dir: string) => boolean;
}

/**
 * Brings what a capture is writing onto the disk again and again: without it a power cut costs up to half a
 * minute. One call at a time: of a disk that hangs nothing is asked beside the one that is out.
 */
class Flusher {
  readonly #place: Place;
  #timer: NodeJS.Timeout;
  #index: number;
  /** Until then (monotonic ms) there is no next file. */
  #aloneUntilMs = 0;
  #file: FileHandle | null = null;
  #round: Promise<void> | null = null;

  /** From file `index` on, until `end`. */
  constructor(place: Place, index: number) {
    this.#place = place;
    this.#index = index;
    this.#timer = this.#soon();
  }

  async end(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#round;
    await this.#close();
  }

  #soon = (): NodeJS.Timeout => setTimeout(() => {
    this.#timer = this.#soon();
    if (this.#place.isReadable(this.#place.dir)) this.#round ??= this.#flush().finally(() => { this.#round = null; });
  }, untilTickMs(everyMs, this.#place.phaseMs));

  /** A disk that fails is found by the watch on the targets; here it is only tried again. */
  async #flush(): Promise<void> {
    try {
      await this.#file?.datasync();
      if (performance.now() >= this.#aloneUntilMs) await this.#lookPast();
    } catch {
      await this.#close();
    }
  }

  /** What was found only now, as by a recorder that takes a capture over, may be nearly over itself. */
  async #lookPast(): Promise<void> {
    const before = this.#file ? this.#index : null;
    while (await this.#exists(this.#file ? this.#index + 1 : this.#index)) await this.#next();
    const justBegun = before !== null && this.#index === before + 1;
    if (justBegun) this.#aloneUntilMs = performance.now() + this.#place.segmentMs * lookedPastFrom;
  }

  /** The file before it got its last bytes since: they are made durable as well, and so is the new one's name. */
  async #next(): Promise<void> {
    if (this.#file) {
      await this.#file.datasync();
      await this.#close();
      this.#index += 1;
    }
    this.#file = await open(join(this.#place.dir, segmentFileName(this.#index)), 'r+');
    await this.#file.datasync();
    if (process.platform === 'win32') return; // a folder cannot be opened there; names are durable without
    const folder = await open(this.#place.dir, 'r');
    await folder.sync().finally(() => folder.close());
  }

  #exists = (index: number): Promise<boolean> => stat(join(this.#place.dir, segmentFileName(index))).then(() => true, () => false);

  async #close(): Promise<void> {
    const file = this.#file;
    [this.#file, this.#aloneUntilMs] = [null, 0];
    await file?.close().catch(() => undefined); // nothing is written through it
  }
}

/** One for each folder that a capture writes to. */
export class Flushers {
  readonly #place: Omit<Place, 'dir'>;
  #all: Flusher[] = [];

  constructor(place: Omit<Place, 'dir'>) {
    this.#place = place;
  }

  /** A process writes from file `index` on; what the one before it wrote is complete. */
  begin(dirs: readonly string[], index: number): void {
    void this.end();
    this.#all = dirs.map((dir) => new Flusher({ ...this.#place, dir }, index));
  }

  /** Does not wait for a disk that hangs. */
  async end(): Promise<void> {
    const ending = Promise.all(this.#all.map((flusher) => flusher.end()));
    this.#all = [];
    await Promise.race([ending, new Promise((resolve) => { setTimeout(resolve, everyMs).unref(); })]);
  }
}
