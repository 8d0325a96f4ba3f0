import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RecorderStatus } from '#shared/contract/status.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { DiskTools } from '#main/app/ports/disk.ts';
import type { Clock, RecorderFact, SegmentRow, SegmentStore } from '#main/app/ports/index.ts';
import { SegmentCounts } from '../counts.ts';
import { Mirror } from '../targets/mirror.ts';
import { NoAnswer, unlessNoAnswer } from '../targets/target.ts';
import { Targets } from '../targets/targets.ts';
import { SegmentBooks } from './books.ts';
import type { FinishedSegment, Stock } from './close.ts';
import { segmentFileName } from './files.ts';
import { ReadBack, type ClosedFileCheck } from './readBack.ts';

export interface KeepingDeps {
  /** The first target: a folder for each hearing is made in it. */
  recordingsRoot: string;
  segments: Pick<SegmentStore, 'upsert' | 'of'>;
  disk: DiskTools;
  check: ClosedFileCheck;
  clock: Clock;
  onFact: (fact: RecorderFact) => void;
  onChange: () => void;
}

/** Read back soon: they have waited since the last console. */
const leftOverWaitMs = 1000;

/**
 * What becomes of finished files: entered into the books, the same on every target, read back from the disk; and
 * room for those to come.
 */
export class SegmentKeeping {
  readonly #d: KeepingDeps;
  readonly #counts = new SegmentCounts();
  readonly #readBack: ReadBack;
  readonly #mirror: Mirror;
  readonly targets: Targets;
  /** By target: whoever enters files from one does not wait for another that hangs. */
  readonly #books = new Map<string, SegmentBooks>();
  /** Files that nobody waits for any more, on a disk that hangs. */
  readonly #givenUp = new Set<string>();
  /** What the recording that is on may still take; null while there is none. */
  #plannedBytes: number | null = null;

  constructor(deps: KeepingDeps) {
    this.#d = deps;
    const { segments, clock, disk, check, onChange } = deps;
    this.targets = new Targets(deps.recordingsRoot, clock, disk, { onChange, onBack: (root) => this.#mirror.again(root) });
    this.#mirror = new Mirror({ disk, targets: this.targets, onFault: this.#fault, onChange });
    this.#readBack = new ReadBack({
      check, disk, segments, clock, heal: (row) => this.#mirror.heal(row), onFault: this.#fault,
      pathOf: (row) => this.#pathOf(row),
      onChecked: (row) => this.#tell(row, row.state === 'verified' ? 'segmentVerified' : 'segmentDamaged'),
    });
  }

  readonly books: Pick<SegmentBooks, 'entered' | 'enter'> = {
    entered: (run, captureId) => this.#booksOf(this.#d.recordingsRoot).entered(run, captureId),
    enter: (segment) => this.#enter(segment),
  };

  start = (): Promise<void> => this.targets.start();

  stop(): void {
    this.#readBack.stop();
    this.targets.stop();
  }

  settle = (hearingId: string): Promise<void> => this.#readBack.settle(hearingId);

  /** Space for so much is kept from here on, less with every file; null: for nothing. Not waited for. */
  plan(bytes: number | null): void {
    this.#plannedBytes = bytes;
    void this.targets.reserve(bytes ?? 0);
  }

  status = (): Pick<RecorderStatus, 'segmentsClosed' | 'segmentsVerified' | 'segmentsDamaged' | 'lastVerifiedAtMs' | 'targets'> =>
    ({ ...this.#counts.get(), targets: this.targets.status(this.#mirror.behind) });

  /** Counts on from what is in the store, and takes up what the last recorder had not come to. */
  async follow(hearingId: string): Promise<void> {
    if (this.#counts.hearingId === hearingId) return;
    try {
      const rows = await this.#d.segments.of(hearingId);
      this.#counts.follow(hearingId, rows);
      for (const row of rows) {
        if (row.state === 'closed') this.#readBack.add(row, leftOverWaitMs);
        this.#mirror.add(row);
      }
    } catch (e) {
      this.#fault(hearingId, appError('store.unavailable', { detail: messageOf(e) })); // it records all the same
    }
  }

  /** A file on a disk that hangs is to be tried again, from the other. */
  async #enter(segment: FinishedSegment): Promise<Result<Stock | null>> {
    const { dir, captureId, index } = segment;
    const root = this.targets.rootOf(dir) ?? this.#d.recordingsRoot;
    let asked: Promise<unknown> = Promise.resolve();
    const entered = await unlessNoAnswer(this.targets.answered(root, () => {
      const entering = this.#booksOf(root).enter(segment);
      asked = entering;
      return entering;
    }));
    if (entered) return entered;
    const path = join(dir, segmentFileName(index));
    this.#givenUp.add(path);
    void asked.finally(() => this.#givenUp.delete(path));
    return err(appError('recorder.segment_damaged', { detail: `${captureId} ${index}: ${new NoAnswer().message}` }));
  }

  #booksOf(root: string): SegmentBooks {
    const { segments } = this.#d;
    const isGivenUp = (row: SegmentRow): boolean => this.#givenUp.has(join(root, row.hearingId, row.path));
    const books = this.#books.get(root) ?? new SegmentBooks({
      segments: { of: segments.of.bind(segments), upsert: async (row) => void (isGivenUp(row) || (await segments.upsert(row))) },
      onClosed: (row) => void (isGivenUp(row) || this.#closed(row)),
      onFault: this.#fault,
    });
    this.#books.set(root, books);
    return books;
  }

  #closed = (row: SegmentRow): void => {
    if (this.#plannedBytes !== null) this.plan(Math.max(0, this.#plannedBytes - row.bytes));
    this.#tell(row, 'segmentClosed');
    this.#readBack.add(row);
    this.#mirror.add(row);
  };

  #tell(row: SegmentRow, type: 'segmentClosed' | 'segmentVerified' | 'segmentDamaged'): void {
    this.#counts.take(row);
    this.#d.onFact({ type, row });
    this.#d.onChange();
  }

  #fault = (hearingId: string, error: AppError): void => this.#d.onFact({ type: 'fault', hearingId, error });

  /** On the first target that has it and can be read. */
  async #pathOf(row: SegmentRow): Promise<string> {
    const paths = this.targets.roots().filter(this.targets.readable).map((root) => join(root, row.hearingId, row.path))
      .toSorted((a, b) => Number(this.targets.isLate(dirname(a))) - Number(this.targets.isLate(dirname(b))));
    for (const path of paths) if (await this.targets.answered(this.targets.rootOf(path) ?? '', () => stat(path)).then(() => true, () => false)) return path;
    return paths[0] ?? join(this.#d.recordingsRoot, row.hearingId, row.path);
  }
}
