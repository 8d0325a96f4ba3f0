import { maxFactsPerRequest } from '#shared/court-api/index.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import type { OutboxRow } from '#main/app/ports/index.ts';

export type FactRow = OutboxRow & { content: { type: 'fact' } };
export type FileRow = OutboxRow & { content: { type: 'file' } };
export type Parcel = { type: 'facts'; rows: FactRow[] } | { type: 'file'; row: FileRow };

const isFact = (row: OutboxRow): row is FactRow => row.content.type === 'fact';

/** A request stays small enough for a slow link: one lost answer must not cost minutes. */
const maxBatchChars = 1024 * 1024;

/**
 * What to send next out of the due rows: the facts at the front together, or one file. A fact that
 * failed before goes alone, so that one the server refuses cannot hold up the others.
 */
export function nextParcel(due: readonly OutboxRow[]): Parcel | null {
  const first = due[0];
  if (!first) return null;
  if (!isFact(first)) return { type: 'file', row: first as FileRow };
  if (first.attempts > 0) return { type: 'facts', rows: [first] };
  return { type: 'facts', rows: freshFacts(due) };
}

function freshFacts(due: readonly OutboxRow[]): FactRow[] {
  const rows: FactRow[] = [];
  let chars = 0;
  for (const row of due.slice(0, maxFactsPerRequest)) {
    if (!isFact(row) || row.attempts > 0) break;
    chars += sizeOf(row.content.record);
    if (rows.length > 0 && chars > maxBatchChars) break;
    rows.push(row);
  }
  return rows;
}

const sizeOf = (record: EventRecord): number => JSON.stringify(record).length;
