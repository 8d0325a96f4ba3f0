import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { PhaseName } from '#shared/domain/hearing/state.ts';

/** The console lists so many of a kind at a time; a long hearing has more segments than that. */
export const listedAtMost = 1000;

/** What one `queue.list` has said so far. */
interface Answer {
  data: { items: readonly OutboxItemView[] } | null;
  error: AppError | null;
}

export interface Sending {
  /** Both lists have answered, and what they say is of now. */
  known: boolean;
  /** Evidence, not the absence of news: the recording is sealed, so all of it is queued, and nothing of it waits. */
  allSent: boolean;
  error: AppError | null;
  /** Waiting ones first. */
  items: readonly OutboxItemView[];
  sent: number;
  waiting: number;
  /** There is more than was listed, so that the counts are at least these. */
  more: boolean;
  bytes: number;
  bytesSent: number;
}

const add = (items: readonly OutboxItemView[], of: (item: OutboxItemView) => number) => items.reduce((total, item) => total + of(item), 0);

/** Sent is what has a receipt; bytes on their way count as bytes, not as sent. */
export function summarise(waiting: Answer, sent: Answer, phase: PhaseName, linked: boolean): Sending {
  const waits = waiting.data?.items ?? [];
  const receipted = sent.data?.items ?? [];
  const error = waiting.error ?? sent.error;
  const known = linked && waiting.data !== null && sent.data !== null && error === null;
  const items = [...waits, ...receipted];
  return {
    known,
    allSent: known && waits.length === 0 && (phase === 'sealed' || phase === 'handed_over'),
    error,
    items,
    sent: receipted.length,
    waiting: waits.length,
    more: waits.length >= listedAtMost || receipted.length >= listedAtMost,
    bytes: add(items, (i) => i.bytes),
    bytesSent: add(receipted, (i) => i.bytes) + add(waits, (i) => i.bytesSent),
  };
}
