import type { SegmentRow, SegmentStore } from '#main/app/ports/index.ts';

/** How many segments of the hearing now recorded are finished and read back. */
export class SegmentCounts {
  #hearingId: string | null = null;
  #counts = { closed: 0, verified: 0, damaged: 0 };
  #lastVerifiedAtMs: number | null = null;

  /** Rows in the store are the truth; from here on it is counted along. A row that has been read back is no longer `closed` there. */
  async follow(hearingId: string, segments: Pick<SegmentStore, 'counts'>): Promise<void> {
    if (this.#hearingId === hearingId) return;
    this.#hearingId = hearingId;
    this.#lastVerifiedAtMs = null;
    this.#counts = await segments.counts(hearingId);
  }

  take(row: SegmentRow): void {
    if (row.state === 'verified') this.#lastVerifiedAtMs = row.verifiedAtMs;
    if (row.hearingId !== this.#hearingId) return;
    const { closed, verified, damaged } = this.#counts;
    if (row.state === 'closed') this.#counts = { closed: closed + 1, verified, damaged };
    else this.#counts = { closed: closed - 1, verified, damaged, [row.state]: this.#counts[row.state] + 1 };
  }

  get = (): { segmentsClosed: number; segmentsVerified: number; segmentsDamaged: number; lastVerifiedAtMs: number | null } => ({
    segmentsClosed: this.#counts.closed + this.#counts.verified + this.#counts.damaged,
    segmentsVerified: this.#counts.verified,
    segmentsDamaged: this.#counts.damaged,
    lastVerifiedAtMs: this.#lastVerifiedAtMs,
  });
}
