import type { OutboxItemView } from '#shared/contract/calls/machine.ts';

/** The console lists so many of a kind at a time; a long hearing has more segments than that. */
export const listedAtMost = 1000;

export interface Sending {
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
export function summarise(waiting: readonly OutboxItemView[], sent: readonly OutboxItemView[]): Sending {
  const items = [...waiting, ...sent];
  return {
    items,
    sent: sent.length,
    waiting: waiting.length,
    more: waiting.length >= listedAtMost || sent.length >= listedAtMost,
    bytes: add(items, (i) => i.bytes),
    bytesSent: add(sent, (i) => i.bytes) + add(waiting, (i) => i.bytesSent),
  };
}
