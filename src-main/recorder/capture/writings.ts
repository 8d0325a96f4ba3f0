import type { Log } from '#main/app/ports/index.ts';
import type { WatchTools } from '#main/app/ports/watch.ts';
import { deviceIdsOf, isSecondRecording, trackCountOf, type Capture, type Run } from '../captures.ts';
import type { SegmentBooks } from '../segments/books.ts';
import { Holes, shortestHoleMs } from '../segments/holes.ts';
import { readEndOf } from '../segments/files.ts';
import { flushPhaseMs, Flushers } from '../segments/flushers.ts';
import { RecordedFiles, type CaptureBooks } from '../segments/recordedFiles.ts';
import { lastIsWhole } from '../segments/whole.ts';
import { capturePlaces, type CapturePlaces, type PlacesTargets } from '../targets/places.ts';
import { unlessNoAnswer } from '../targets/target.ts';
import { untilMediaReaches } from './lastWord.ts';

export interface WritingsDeps {
  books: Pick<SegmentBooks, 'entered' | 'enter'>;
  targets: PlacesTargets;
  segmentMs: number;
  watch: WatchTools | null;
  log: Log;
}

/** A device whose track has a hole in the files, UTC ms. */
type OnHole = (deviceId: string, fromMs: number, toMs: number) => void;

/** Where one process writes: its folders, the one that is looked at first, and the number of its first file. */
export interface Written {
  dirs: string[];
  firstIndex: number;
}

/** A picture's cluster is 100 ms long, and some frames are being encoded. */
const picturesInHandMs = 200;

/** What one capture of one run writes, process after process: where, how far it has come, and that all of it is entered. Moments are UTC ms. */
export class Writings {
  readonly files: RecordedFiles;
  readonly #zeroUtcMs: number;
  readonly #isSound: boolean;
  readonly #places: CapturePlaces;
  readonly #flushers: Flushers;
  /** The process before was killed, and nobody could look at its last file yet. */
  #hasTail = false;

  constructor({ books, targets, segmentMs, watch, log }: WritingsDeps, capture: Capture, run: Run, onHole: OnHole) {
    this.#zeroUtcMs = run.zeroUtcMs;
    this.#isSound = capture.kind === 'audio';
    this.#places = capturePlaces(targets, run, capture.captureId);
    const holes = new Holes(shortestHoleMs[this.#isSound ? 'sound' : 'picture'], (track, { fromMs, toMs }) => {
      const deviceId = deviceIdsOf(capture)[track]; // the mix is no device's
      if (deviceId !== undefined) onHole(deviceId, run.zeroUtcMs + fromMs, run.zeroUtcMs + toMs);
    });
    this.files = new RecordedFiles(trackCountOf(capture), booksOf(books, capture, run), this.#places.isReadable, holes, watch ? (path, bytes) => watch.readEnd(path, bytes) : readEndOf);
    this.#flushers = new Flushers({ segmentMs, watch, log, phaseMs: isSecondRecording(capture) ? flushPhaseMs.secondRecording : flushPhaseMs.onlyRecording, isReadable: this.#places.answers });
  }

  /** Where the next process is to write; null while every disk hangs. */
  async next(): Promise<Written | null> {
    const dirs = await this.#places.now();
    if (dirs.length === 0) return null;
    if (this.#hasTail) await this.finish(false);
    return { dirs, firstIndex: await this.files.nextIndex(dirs) };
  }

  begin({ dirs, firstIndex }: Written): void {
    this.#places.begin(dirs, false);
    this.files.begin(dirs, firstIndex);
    this.#flushers.begin(dirs, firstIndex);
  }

  /** As `begin`, for a process that has written before anybody here watched. */
  async adopt({ dirs, firstIndex }: Written): Promise<void> {
    this.#places.begin(dirs, true);
    await this.files.adopt(dirs, firstIndex);
    this.#flushers.begin(dirs, firstIndex);
  }

  /** Whether all of it comes to the disk. */
  look = (): void => this.#flushers.look();

  /** From where on the process now running has media on every track. */
  fromMs = (): number | null => this.#utc(this.files.firstMs());
  /** Up to where there is media on disk, of this process or an earlier one. */
  untilMs = (): number | null => this.#utc(this.files.newestMs());
  /** The same of one track, counted from 0, of this process alone. */
  trackUntilMs = (track: number): number | null => this.#utc(this.files.trackEndMs(track));

  /** Resolves when what was heard and seen until then is in the files or on its way there, when no more comes, or nobody writes any more. */
  reach(utcMs: number, isWriting: () => boolean): Promise<void> {
    return untilMediaReaches(utcMs - this.#zeroUtcMs, { comeMs: () => this.files.wholeUntilMs(), isWriting, inHandMs: this.#isSound ? 0 : picturesInHandMs });
  }

  /** Every file is entered, the last one as unfinished if its writer was killed. False when some could not be, as while every disk hangs. */
  async finish(killed: boolean): Promise<boolean> {
    this.#hasTail ||= killed;
    if (this.#places.allHang()) return false;
    return unlessNoAnswer(this.#places.answered(async () => {
      const entered = await this.files.finish(this.#hasTail && !(await this.#isWhole()));
      this.#hasTail = false;
      return entered;
    }));
  }

  allHang = (): boolean => this.#places.allHang();
  isHeldUp = (): boolean => this.#places.isHeldUp();
  answered = <T>(ask: () => Promise<T>): Promise<T> => this.#places.answered(ask);

  /** Nobody writes any more, and all of it is entered. */
  over = (): void => this.#places.over();
  /** Nobody here watches any more. */
  leave = (): Promise<void> => this.#flushers.end();

  /** One disk kept the process from ending, which had finished its file on the other. */
  async #isWhole(): Promise<boolean> {
    const [dir] = this.#places.isHeldUp() ? this.#places.readable() : [];
    return dir !== undefined && lastIsWhole(dir);
  }

  #utc = (positionMs: number | null): number | null => (positionMs === null ? null : this.#zeroUtcMs + positionMs);
}

const booksOf = (books: WritingsDeps['books'], { captureId }: Capture, run: Run): CaptureBooks => ({
  entered: () => books.entered(run, captureId),
  enter: (dir, index, tail) => books.enter({ dir, run, captureId, index, tail }),
});
