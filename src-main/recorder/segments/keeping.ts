import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecorderStatus } from '#shared/contract/status.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import type { DiskTools } from '#main/app/ports/disk.ts';
import type { Clock, RecorderFact, SegmentRow, SegmentStore } from '#main/app/ports/index.ts';
import { SegmentCounts } from '../counts.ts';
import { Mirror } from '../targets/mirror.ts';
import { Targets } from '../targets/targets.ts';
import { SegmentBooks } from './books.ts';
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
  readonly books: SegmentBooks;
  readonly targets: Targets;
  /** What the recording that is on may still take; null while there is none. */
  #plannedBytes: number | null = null;

  constructor(deps: KeepingDeps) {
    this.#d = deps;
    const { segments, clock, disk, check, onChange } = deps;
    this.targets = new Targets(deps.recordingsRoot, clock, disk, () => { this.#mirror.again(); onChange(); });
    this.#mirror = new Mirror({ disk, targets: this.targets, onFault: this.#fault, onChange });
    this.books = new SegmentBooks({ segments, onClosed: this.#closed, onFault: this.#fault });
    this.#readBack = new ReadBack({
      check, disk, segments, clock, heal: (row) => this.#mirror.heal(row), onFault: this.#fault,
      pathOf: (row) => this.#pathOf(row),
      onChecked: (row) => this.#tell(row, row.state === 'verified' ? 'segmentVerified' : 'segmentDamaged'),
    });
  }

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
    const paths = this.targets.roots().filter(this.targets.readable).map((root) => join(root, row.hearingId, row.path));
    for (const path of paths) if (await stat(path).then(() => true, () => false)) return path;
    return paths[0] ?? join(this.#d.recordingsRoot, row.hearingId, row.path);
  }
}
