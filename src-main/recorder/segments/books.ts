import type { SegmentRow, SegmentStore } from '#main/app/ports/index.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Run } from '../captures.ts';
import { takeStock, type FinishedSegment, type Stock } from './close.ts';

interface Deps {
  segments: Pick<SegmentStore, 'upsert' | 'of'>;
  onClosed: (row: SegmentRow) => void;
  onFault: (hearingId: string, error: AppError) => void;
}

/** A file that cannot be read so often is told as damaged and left where it is: the files after it must not wait for ever. */
const triesOfAFile = 10;

/** Enters finished files: stock taken, row written, then told. One at a time: hashing shares the disk with the captures. */
export class SegmentBooks {
  readonly #d: Deps;
  #last: Promise<unknown> = Promise.resolve();
  /** A failure is told once, not with every try. */
  #failing = false;
  readonly #unread = new Map<string, number>();

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** Numbers of the files of this capture of this run that have a row. */
  async entered(run: Run, captureId: string): Promise<Result<ReadonlySet<number>>> {
    try {
      const rows = await this.#d.segments.of(run.hearingId);
      return ok(new Set(rows.filter((row) => row.runId === run.runId && row.captureId === captureId).map((row) => row.index)));
    } catch (e) {
      return err(this.#storeFails(run.hearingId, `${captureId}: ${messageOf(e)}`));
    }
  }

  /** An error when there is no row yet; the file is untouched and is to be tried again. */
  enter(segment: FinishedSegment): Promise<Result<Stock | null>> {
    const entered = this.#last.then(() => this.#enter(segment));
    this.#last = entered;
    return entered;
  }

  async #enter(segment: FinishedSegment): Promise<Result<Stock | null>> {
    const stock = await takeStock(segment).then(ok, (e: unknown) => this.#notRead(segment, e));
    if (!stock.ok || stock.value === null) return stock;
    try {
      await this.#d.segments.upsert(stock.value.row);
    } catch (e) {
      return err(this.#storeFails(segment.run.hearingId, `${segment.captureId} ${segment.index}: ${messageOf(e)}`));
    }
    this.#failing = false;
    this.#d.onClosed(stock.value.row);
    return stock;
  }

  #storeFails(hearingId: string, detail: string): AppError {
    const error = appError('store.unavailable', { detail });
    if (!this.#failing) this.#d.onFault(hearingId, error);
    this.#failing = true;
    return error;
  }

  #notRead({ run, captureId, index }: FinishedSegment, e: unknown): Result<null> {
    const key = `${run.hearingId}/${run.runId}/${captureId}/${index}`;
    const error = appError('recorder.segment_damaged', { detail: `${captureId} ${index}: ${messageOf(e)}` });
    const tries = (this.#unread.get(key) ?? 0) + 1;
    this.#unread.set(key, tries);
    if (tries < triesOfAFile) return err(error);
    this.#d.onFault(run.hearingId, error);
    return ok(null);
  }
}
