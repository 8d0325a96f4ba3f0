import type { SegmentRow } from '#main/app/ports/index.ts';

const count = (rows: SegmentRow[], state: SegmentRow['state']): number => rows.filter((row) => row.state === state).length;

/** How many segments of the hearing now recorded are finished, and how many of them have been read back. */
export class SegmentCounts {
  hearingId: string | null = null;
  #closed = 0;
  #verified = 0;
  #damaged = 0;
  #lastVerifiedAtMs: number | null = null;

  /** Rows in the store are the truth; from here on it is counted along. */
  follow(hearingId: string, rows: SegmentRow[]): void {
    this.hearingId = hearingId;
    this.#closed = rows.length;
    this.#verified = count(rows, 'verified');
    this.#damaged = count(rows, 'damaged');
    this.#lastVerifiedAtMs = rows.reduce<number | null>(laterVerified, null);
  }

  /** Each segment comes once as `closed`, and again when it has been read back. */
  take(row: SegmentRow): void {
    if (row.hearingId !== this.hearingId) return;
    if (row.state === 'closed') this.#closed += 1;
    else if (row.state === 'verified') this.#verified += 1;
    else this.#damaged += 1;
    this.#lastVerifiedAtMs = laterVerified(this.#lastVerifiedAtMs, row);
  }

  get = (): { segmentsClosed: number; segmentsVerified: number; segmentsDamaged: number; lastVerifiedAtMs: number | null } => ({
    segmentsClosed: this.#closed,
    segmentsVerified: this.#verified,
    segmentsDamaged: this.#damaged,
    lastVerifiedAtMs: this.#lastVerifiedAtMs,
  });
}

const laterVerified = (lastMs: number | null, { state, verifiedAtMs }: SegmentRow): number | null =>
  state === 'verified' && verifiedAtMs !== null ? Math.max(lastMs ?? verifiedAtMs, verifiedAtMs) : lastMs;
