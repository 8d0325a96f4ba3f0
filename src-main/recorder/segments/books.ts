import type { SegmentRow, SegmentStore } from '#main/app/ports/index.ts';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { takeStock, type FinishedSegment } from './close.ts';

interface Deps {
  segments: SegmentStore;
  onClosed: (row: SegmentRow) => void;
  onFault: (hearingId: string, error: AppError) => void;
}

/** Enters finished files: stock taken, row written, then told. One at a time: hashing shares the disk with the captures. */
export class SegmentBooks {
  readonly #d: Deps;
  #last: Promise<unknown> = Promise.resolve();
  /** A failure is told once, not with every try. */
  #failing = false;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** False when the row could not be written; the file is untouched and is tried again. */
  enter(segment: FinishedSegment): Promise<boolean> {
    const entered = this.#last.then(() => this.#enter(segment));
    this.#last = entered;
    return entered;
  }

  async #enter(segment: FinishedSegment): Promise<boolean> {
    try {
      const row = await takeStock(segment);
      if (row) {
        await this.#d.segments.upsert(row);
        this.#d.onClosed(row);
      }
      this.#failing = false;
      return true;
    } catch (e) {
      if (!this.#failing) this.#d.onFault(segment.run.hearingId, appError('store.unavailable', { detail: `${segment.captureId} ${segment.index}: ${messageOf(e)}` }));
      this.#failing = true;
      return false;
    }
  }
}
