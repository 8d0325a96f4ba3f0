import type { OutboxItemView } from '#shared/contract/calls/machine.ts';

export interface Sending {
  items: readonly OutboxItemView[];
  sent: number;
  waiting: number;
  bytes: number;
  bytesSent: number;
}

const add = (items: readonly OutboxItemView[], of: (item: OutboxItemView) => number) => items.reduce((total, item) => total + of(item), 0);

/** Sent is what has a receipt; bytes on their way count as bytes, not as sent. */
export function summarise(items: readonly OutboxItemView[]): Sending {
  const sent = items.filter((i) => i.state === 'sent').length;
  return { items, sent, waiting: items.length - sent, bytes: add(items, (i) => i.bytes), bytesSent: add(items, (i) => (i.state === 'sent' ? i.bytes : i.bytesSent)) };
}
