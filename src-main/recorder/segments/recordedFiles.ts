import type { SegmentRow } from '#main/app/ports/index.ts';
import type { Result } from '#shared/domain/result.ts';
import { firstMediaMs, newestMedia, segmentBytes, segmentIndexes } from './files.ts';

/** What the books hold of one capture's files. */
export interface CaptureBooks {
  /** Numbers of the files that have a row. */
  entered(): Promise<Result<ReadonlySet<number>>>;
  /** Enters one finished file; null when it holds no media. An error says that it has to be tried again. */
  enter(index: number, tail: boolean): Promise<Result<SegmentRow | null>>;
}

/**
 * The files one capture writes, watched from outside. A file is finished once the next one exists or
 * nobody writes any more; each finished file that is not in the books yet is entered, in order, whichever
 * process or console it is from.
 */
export class RecordedFiles {
  readonly #dir: string;
  readonly #tracks: number;
  readonly #books: CaptureBooks;
  #firstIndex = 0;
  #writing = 0;
  #toEnter = 0;
  #entered: ReadonlySet<number> | null = null;
  /** Last files of processes that were killed. Kept here: a file may be entered after the next process has begun. */
  readonly #tails = new Set<number>();
  #bytes = -1;
  #first: number | null = null;
  /** Position up to which each track, counted from 1, has media. */
  readonly #ends = new Map<number, number>();
  #newest: number | null = null;
  #entering: Promise<unknown> = Promise.resolve();

  constructor(dir: string, tracks: number, books: CaptureBooks) {
    this.#dir = dir;
    this.#tracks = tracks;
    this.#books = books;
  }

  /** A process writes from `firstIndex` on. */
  begin(firstIndex: number): void {
    this.#firstIndex = firstIndex;
    this.#writing = firstIndex;
    this.#bytes = -1;
    this.#first = null;
    this.#ends.clear();
  }

  /** As `begin`, for a process from before; where the one before it ended counts until this one has media. */
  async adopt(firstIndex: number): Promise<void> {
    this.begin(firstIndex);
    if (firstIndex === 0) return;
    const before = await newestMedia(this.#dir, firstIndex - 1).catch(() => null); // it may never have been made
    if (before) this.#newest = Math.max(...[...before.values()].map(({ lastMs, stepMs }) => lastMs + stepMs));
  }

  /** Position from which this process has media on disk on every track; null before that. */
  firstMs = (): number | null => this.#first;
  /** Position up to which media is on disk, of this process or an earlier one. */
  newestMs = (): number | null => this.#newest;
  /** The same for one track, counted from 0, of this process alone. */
  trackEndMs = (track: number): number | null => this.#ends.get(track + 1) ?? null;

  /**
   * Looks at what has been written since the last look; true when there is more on every track. ffmpeg
   * goes on without an input that has ended: the file grows, and one microphone is silent in it.
   */
  async look(): Promise<boolean> {
    while ((await segmentBytes(this.#dir, this.#writing + 1)) !== null) this.#writing += 1;
    this.#enterBelow(this.#writing);
    const bytes = await segmentBytes(this.#dir, this.#writing);
    if (bytes === null || bytes === this.#bytes) return false;
    this.#bytes = bytes;
    this.#first ??= await firstMediaMs(this.#dir, this.#firstIndex, this.#writing, this.#tracks);
    return this.#slowestAdvances();
  }

  /** A picture's cluster is written when it is whole: until then, that the file grows has to do. Sound is always seen. */
  async #slowestAdvances(): Promise<boolean> {
    const before = Math.min(...this.#ends.values());
    const newest = await newestMedia(this.#dir, this.#writing);
    if (newest === null) return this.#tracks === 1;
    for (const [track, { lastMs, stepMs }] of newest) this.#ends.set(track, lastMs + stepMs);
    this.#newest = Math.max(...this.#ends.values());
    return before === Infinity || Math.min(...this.#ends.values()) > before;
  }

  /** Nobody writes any more: every file is entered. False when some could not be. */
  async finish(tail: boolean): Promise<boolean> {
    await this.look();
    await this.#entering;
    const last = (await segmentIndexes(this.#dir)).at(-1) ?? -1;
    if (tail && last >= this.#firstIndex) this.#tails.add(last);
    return this.#enterUpTo(last + 1);
  }

  /** In the background: hashing one file must not delay looking at the next. */
  #enterBelow(limit: number): void {
    if (this.#toEnter < limit) this.#entering = this.#entering.then(() => this.#enterUpTo(limit));
  }

  async #enterUpTo(limit: number): Promise<boolean> {
    const known = await this.#alreadyEntered();
    if (!known) return false;
    for (; this.#toEnter < limit; this.#toEnter += 1) {
      if (!known.has(this.#toEnter) && !(await this.#enter(this.#toEnter))) return false;
    }
    return true;
  }

  /** Asked once: from there on this capture's files are entered here alone. */
  async #alreadyEntered(): Promise<ReadonlySet<number> | null> {
    if (this.#entered) return this.#entered;
    const entered = await this.#books.entered();
    if (entered.ok) this.#entered = entered.value;
    return this.#entered;
  }

  /** The row tells to the millisecond where the media ends, also where the last look was before the end. */
  async #enter(index: number): Promise<boolean> {
    const entered = await this.#books.enter(index, this.#tails.has(index));
    if (entered.ok && entered.value) this.#newest = Math.max(this.#newest ?? -Infinity, entered.value.endMs);
    return entered.ok;
  }
}
