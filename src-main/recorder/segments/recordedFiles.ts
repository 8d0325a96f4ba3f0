import { firstMediaMs, newestMedia, segmentBytes, segmentIndexes } from './files.ts';

/** Enters one finished file into the books; false when that failed and has to be tried again. */
export type EnterSegment = (index: number, tail: boolean) => Promise<boolean>;

/**
 * The files one capture writes, watched from outside. A file is finished once the next one exists or
 * nobody writes any more; each finished file is entered exactly once, in order.
 */
export class RecordedFiles {
  readonly #dir: string;
  readonly #tracks: number;
  readonly #enter: EnterSegment;
  #firstIndex = 0;
  #writing = 0;
  #toEnter = 0;
  #bytes = -1;
  #first: number | null = null;
  /** Position up to which each track, counted from 1, has media. */
  readonly #ends = new Map<number, number>();
  #newest: number | null = null;
  #entering: Promise<unknown> = Promise.resolve();

  constructor(dir: string, tracks: number, enter: EnterSegment) {
    this.#dir = dir;
    this.#tracks = tracks;
    this.#enter = enter;
  }

  /** A process writes from `firstIndex` on; files from `toEnter` on are not in the books yet. */
  begin(firstIndex: number, toEnter = firstIndex): void {
    this.#firstIndex = firstIndex;
    this.#writing = firstIndex;
    this.#toEnter = toEnter;
    this.#bytes = -1;
    this.#first = null;
    this.#ends.clear();
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
    this.#first ??= await firstMediaMs(this.#dir, this.#firstIndex, this.#tracks);
    return this.#slowestAdvances();
  }

  /** Of a rich picture the newest media cannot always be seen: that the file grows has to do. Sound is always seen. */
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
    for (; this.#toEnter <= last; this.#toEnter += 1) {
      if (!(await this.#enter(this.#toEnter, tail && this.#toEnter === last))) return false;
    }
    return true;
  }

  /** In the background: hashing one file must not delay looking at the next. */
  #enterBelow(limit: number): void {
    if (this.#toEnter >= limit) return;
    this.#entering = this.#entering.then(async () => {
      while (this.#toEnter < limit && (await this.#enter(this.#toEnter, false))) this.#toEnter += 1;
    });
  }
}
