import type { DiskTools } from '#main/app/ports/disk.ts';
import type { Clock, SegmentRow, SegmentStore } from '#main/app/ports/index.ts';
import { sha256FromDisk } from './fromDisk.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { isSoundCapture } from '#shared/domain/hall.ts';

/**
 * Decodes finished files at low priority: sound fully, of pictures the key frames. One answer for each
 * file, in order: null when it is whole, otherwise what is wrong. An error means that nothing was checked.
 */
export type ClosedFileCheck = (files: { path: string; kind: 'audio' | 'video' }[]) => Promise<Result<(string | null)[]>>;

interface Deps {
  check: ClosedFileCheck;
  disk: Pick<DiskTools, 'dropCache'>;
  /** The file is not what was recorded: true when it was put back from another copy. */
  heal: (row: SegmentRow) => Promise<boolean>;
  segments: Pick<SegmentStore, 'upsert' | 'of'>;
  clock: Clock;
  pathOf: (row: SegmentRow) => Promise<string>;
  onChecked: (row: SegmentRow) => void;
  onFault: (hearingId: string, error: AppError) => void;
}

/**
 * Starting ffmpeg costs as much as reading back ten seconds of a hall, so one process reads what closes
 * in two or three rounds; `settle` does not wait for more.
 */
const gatherMs = 20_000;
export const filesAtOnce = 24;
const retryMs = 5000;
/** After so many failures to check at all, the file stays `closed`: written, hashed, not read back. */
const triesOfACheck = 3;

/** Reads closed segments back, from the disk, compares them with what was recorded, decodes them, and writes down what came of it. A row that waits here is only in memory: `closed` in the store brings it back. */
export class ReadBack {
  readonly #d: Deps;
  readonly #waiting = new Map<string, { row: SegmentRow; tries: number }>();
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> | null = null;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  add(row: SegmentRow, waitMs = gatherMs): void {
    this.#waiting.set(keyOf(row), { row, tries: 0 });
    this.#soon(waitMs);
  }

  /** Everything of this hearing that the store knows as `closed`, now. */
  async settle(hearingId: string): Promise<void> {
    for (const row of await this.#d.segments.of(hearingId)) {
      if (row.state === 'closed' && !this.#waiting.has(keyOf(row))) this.#waiting.set(keyOf(row), { row, tries: 0 });
    }
    while ([...this.#waiting.values()].some(({ row }) => row.hearingId === hearingId)) await this.#work();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting.clear();
  }

  #soon(ms: number): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#work();
    }, ms);
    this.#timer.unref();
  }

  #work(): Promise<void> {
    this.#working ??= this.#batch().finally(() => {
      this.#working = null;
      if (this.#waiting.size > 0) this.#soon(this.#pauseMs());
    });
    return this.#working;
  }

  /** What closes faster than one batch in a pause must not heap up: nothing is verified that waits. */
  #pauseMs(): number {
    if ([...this.#waiting.values()].some(({ tries }) => tries > 0)) return retryMs;
    return this.#waiting.size < filesAtOnce ? gatherMs : 0;
  }

  async #batch(): Promise<void> {
    const batch = [...this.#waiting.values()].slice(0, filesAtOnce).map(({ row }) => row);
    if (batch.length === 0) return;
    try {
      const changed: (string | null)[] = [];
      for (const row of batch) changed.push(await this.#changed(row));
      const files = await Promise.all(batch.map(async (row) => ({ path: await this.#d.pathOf(row), kind: isSoundCapture(row.captureId) ? 'audio' as const : 'video' as const })));
      const checked = await this.#d.check(files);
      if (!checked.ok) return this.#failed(batch, checked.error);
      for (const [i, row] of batch.entries()) await this.#conclude(row, changed[i] ?? checked.value[i] ?? null);
    } catch (e) {
      this.#failed(batch, appError('internal.unexpected', { detail: messageOf(e) }));
    }
  }

  /** Null when the disk gives what was recorded, or another copy does and has been put in its place. */
  async #changed(row: SegmentRow): Promise<string | null> {
    const sha256 = await sha256FromDisk(this.#d.disk, await this.#d.pathOf(row)).catch(messageOf);
    if (sha256 === row.sha256 || (await this.#d.heal(row))) return null;
    return /^[0-9a-f]{64}$/.test(sha256) ? 'the disk gives other bytes than were recorded' : `not readable: ${sha256}`;
  }

  async #conclude(row: SegmentRow, problem: string | null): Promise<void> {
    const done: SegmentRow = { ...row, state: problem === null ? 'verified' : 'damaged', problem, verifiedAtMs: this.#d.clock.nowMs() };
    await this.#d.segments.upsert(done);
    this.#waiting.delete(keyOf(row));
    this.#d.onChecked(done);
  }

  #failed(batch: SegmentRow[], error: AppError): void {
    for (const row of batch) {
      const waiting = this.#waiting.get(keyOf(row));
      if (!waiting) continue;
      waiting.tries += 1;
      if (waiting.tries >= triesOfACheck) this.#waiting.delete(keyOf(row));
    }
    const first = batch[0];
    if (first) this.#d.onFault(first.hearingId, error);
  }
}

const keyOf = (row: SegmentRow): string => `${row.hearingId}/${row.path}`;
