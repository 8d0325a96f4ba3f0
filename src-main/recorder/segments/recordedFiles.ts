import type { Result } from '#shared/domain/result.ts';
import type { Stock } from './close.ts';
import { firstMediaMs, newestMedia, segmentBytes, segmentIndexes, type ReadEnd } from './files.ts';
import type { Holes } from './holes.ts';

/** What the books hold of one capture's files. */
export interface CaptureBooks {
  /** Numbers of the files that have a row. */
  entered(): Promise<Result<ReadonlySet<number>>>;
  /** Enters one finished file that lies in `dir`; null when it holds no media. An error says that it has to be tried again. */
  enter(dir: string, index: number, tail: boolean): Promise<Result<Stock | null>>;
}

interface Standing {
  dir: string;
  /** The newest file, and its size; null while there is none. */
  index: number;
  bytes: number | null;
}

/** A file that has grown since it was seen has no next one yet, or has only just got it: that is seen at the next look. */
async function standingIn(dir: string, from: number, seen: Standing | undefined): Promise<Standing> {
  const bytes = await segmentBytes(dir, from);
  if (bytes !== null && seen?.index === from && bytes > (seen.bytes ?? bytes)) return { dir, index: from, bytes };
  let index = from;
  while ((await segmentBytes(dir, index + 1)) !== null) index += 1;
  return { dir, index, bytes: index === from ? bytes : await segmentBytes(dir, index) };
}

const answerWithinMs = 300;

/** Nobody waits for a second disk that hangs or fails. */
const soon = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([answer.catch(() => null), new Promise<null>((resolve) => { setTimeout(resolve, answerWithinMs, null).unref(); })]);

/** Of one track it is enough that the file grows; how far it has come is read at every other look. */
const readEveryLooks = 2;

/** Is this folder's disk there and does it answer? */
type IsReadable = (dir: string) => boolean;

/**
 * The files one capture writes, watched from outside, in that of its folders which is furthest. A file is
 * finished once the next one exists or nobody writes any more; each finished file that is not in the books yet is
 * entered, in order, whichever process or console it is from.
 */
export class RecordedFiles {
  readonly #tracks: number;
  readonly #books: CaptureBooks;
  readonly #isReadable: IsReadable;
  readonly #holes: Holes;
  readonly #readEnd: ReadEnd;
  /** Folders that the process now running writes to. */
  #process: readonly string[] = [];
  /** These, and those of the processes before it. */
  #dirs: readonly string[] = [];
  #firstIndex = 0;
  /** Numbers of the first file of every process. */
  readonly #firsts = new Set<number>();
  #lastEntered: number | null = null;
  #writing = 0;
  #toEnter = 0;
  #entered: ReadonlySet<number> | null = null;
  /** Last files of processes that were killed. Kept here: a file may be entered after the next process has begun. */
  readonly #tails = new Set<number>();
  #bytes = -1;
  #looks = 0;
  /** By folder. */
  readonly #standings = new Map<string, Standing>();
  #first: number | null = null;
  /** Position up to which each track, counted from 1, has media. */
  readonly #ends = new Map<number, number>();
  #newest: number | null = null;
  #entering: Promise<unknown> = Promise.resolve();

  constructor(tracks: number, books: CaptureBooks, isReadable: IsReadable, holes: Holes, readEnd: ReadEnd) {
    this.#tracks = tracks;
    this.#books = books;
    this.#isReadable = isReadable;
    this.#holes = holes;
    this.#readEnd = readEnd;
  }

  /** A process writes from `firstIndex` on, the same into each of `dirs`. */
  begin(dirs: readonly string[], firstIndex: number): void {
    this.#process = dirs;
    this.#dirs = [...dirs, ...this.#dirs.filter((dir) => !dirs.includes(dir))];
    this.#firstIndex = firstIndex;
    this.#firsts.add(firstIndex);
    this.#writing = firstIndex;
    this.#bytes = -1;
    this.#looks = 0;
    this.#standings.clear();
    this.#first = null;
    this.#ends.clear();
  }

  /** As `begin`, for a process from before; where the one before it ended counts until this one has media. */
  async adopt(dirs: readonly string[], firstIndex: number): Promise<void> {
    this.begin(dirs, firstIndex);
    if (firstIndex === 0) return;
    const before = await newestMedia(dirs[0] ?? '', firstIndex - 1, this.#readEnd).catch(() => null); // it may never have been made
    if (before) this.#newest = Math.max(...[...before.values()].map(({ lastMs, stepMs }) => lastMs + stepMs));
  }

  /** One more than any file there is or ever was: a restart goes on numbering and never overwrites, also where a disk is away. */
  async nextIndex(dirs: readonly string[]): Promise<number> {
    const listed = await Promise.all([...new Set([...dirs, ...this.#dirs.filter(this.#isReadable)])].map((dir) => segmentIndexes(dir).catch(() => [])));
    const known = await this.#alreadyEntered();
    return Math.max(-1, ...listed.flat(), ...(known ?? []), this.#toEnter - 1) + 1;
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
    const { dir, index, bytes } = await this.#furthest();
    this.#writing = index;
    this.#enterBelow(this.#writing);
    if (bytes === null || bytes === this.#bytes) return false;
    this.#bytes = bytes;
    this.#looks += 1;
    if (this.#tracks === 1 && this.#first !== null && this.#looks % readEveryLooks > 0) return true;
    this.#first ??= await firstMediaMs(dir, this.#firstIndex, this.#writing, this.#tracks);
    return this.#slowestAdvances(dir);
  }

  /** One of two disks may have failed under the process, which goes on with the other. */
  async #furthest(): Promise<Standing> {
    const [first = '', ...others] = this.#process.filter(this.#isReadable);
    const standing = (dir: string): Promise<Standing> => standingIn(dir, this.#writing, this.#standings.get(dir));
    const standings = (await Promise.all([standing(first), ...others.map((dir) => soon(standing(dir)))])).filter((s) => s !== null);
    for (const each of standings) this.#standings.set(each.dir, each);
    const [furthest] = standings.toSorted((a, b) => b.index - a.index || (b.bytes ?? -1) - (a.bytes ?? -1));
    return furthest ?? { dir: first, index: this.#writing, bytes: null };
  }

  /** A picture's cluster is written when it is whole: until then, that the file grows has to do. Sound is always seen. */
  async #slowestAdvances(dir: string): Promise<boolean> {
    const before = Math.min(...this.#ends.values());
    const newest = await newestMedia(dir, this.#writing, this.#readEnd);
    if (newest === null) return this.#tracks === 1;
    for (const [track, { lastMs, stepMs }] of newest) this.#ends.set(track, lastMs + stepMs);
    this.#newest = Math.max(...this.#ends.values());
    return before === Infinity || Math.min(...this.#ends.values()) > before;
  }

  /** Position up to which everything is on disk just now, on every track; null before there is something on each. */
  async wholeUntilMs(): Promise<number | null> {
    const { dir, index } = await this.#furthest();
    const newest = await newestMedia(dir, index, this.#readEnd);
    return newest?.size === this.#tracks ? Math.min(...[...newest.values()].map(({ lastMs, stepMs }) => lastMs + stepMs)) : null;
  }

  /** Nobody writes any more: every file is entered. False when some could not be. */
  async finish(tail: boolean): Promise<boolean> {
    if (this.#dirs.length === 0) return true;
    [this.#bytes, this.#looks] = [-1, readEveryLooks - 1]; // where each track ends is wanted now
    await this.look();
    await this.#entering;
    const last = Math.max(-1, ...(await Promise.all(this.#dirs.filter(this.#isReadable).map((dir) => segmentIndexes(dir)))).flat());
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

  /** From the folder that has most of it. The row tells to the millisecond where the media ends, also where the last look was before the end. */
  async #enter(index: number): Promise<boolean> {
    const sizes = await Promise.all(this.#dirs.filter(this.#isReadable).map(async (dir) => ({ dir, bytes: await segmentBytes(dir, index).catch(() => null) })));
    const [most] = sizes.filter(({ bytes }) => bytes !== null).toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
    if (!most) return sizes.length > 0; // never made anywhere; or nowhere to look just now
    const entered = await this.#books.enter(most.dir, index, this.#tails.has(index));
    if (entered.ok && entered.value) this.#took(index, entered.value);
    return entered.ok;
  }

  #took(index: number, { row, tracks }: Stock): void {
    this.#newest = Math.max(this.#newest ?? -Infinity, row.endMs);
    this.#holes.file(tracks, this.#lastEntered === index - 1 && !this.#firsts.has(index));
    this.#lastEntered = index;
  }
}
