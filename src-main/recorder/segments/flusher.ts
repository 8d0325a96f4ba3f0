import { open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { FlushedPlace } from '#main/app/ports/watch.ts';
import { untilTickMs } from '../ticks.ts';
import { segmentFileName } from './files.ts';

/** A whole file is not looked past before so much of its length is over: to ask for one that is not there costs as much as a flush. */
const lookedPastFrom = 0.7;

export interface Place extends FlushedPlace {
  /** How long a file is, ms: only the first one of a process may be shorter. */
  segmentMs: number;
  /** Is this folder's disk there and does it answer? */
  isReadable: (dir: string) => boolean;
}

/**
 * Brings what a capture is writing onto the disk again and again: without it a power cut costs up to half a
 * minute. For systems without threads for it (`WatchTools`). One call at a time: of a disk that hangs nothing is asked beside the one that is out.
 */
export class Flusher {
  readonly #place: Place;
  #timer: NodeJS.Timeout;
  #index: number;
  /** Until then (monotonic ms) there is no next file. */
  #aloneUntilMs = 0;
  #file: FileHandle | null = null;
  #round: Promise<void> | null = null;

  /** Until `end`. */
  constructor(place: Place) {
    this.#place = place;
    this.#index = place.index;
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
  }, untilTickMs(this.#place.everyMs, this.#place.phaseMs));

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
