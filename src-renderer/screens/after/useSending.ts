import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect } from 'react';
import { useQuery } from '../../stores/useCall.ts';

export interface Sending {
  items: readonly OutboxItemView[];
  sent: number;
  waiting: number;
  bytes: number;
  bytesSent: number;
}

const askAgainMs = 2000;

const add = (items: readonly OutboxItemView[], of: (item: OutboxItemView) => number) => items.reduce((total, item) => total + of(item), 0);

export function summarise(items: readonly OutboxItemView[]): Sending {
  const sent = items.filter((i) => i.state === 'sent').length;
  return { items, sent, waiting: items.length - sent, bytes: add(items, (i) => i.bytes), bytesSent: add(items, (i) => (i.state === 'sent' ? i.bytes : i.bytesSent)) };
}

/** What was queued of this hearing; asked again and again until everything has its receipt. */
export function useSending(hearing: Hearing): Sending {
  const { data, reload } = useQuery('queue.list', { hearingId: hearing.hearingId, limit: 1000 });
  const done = hearing.phase.name === 'handed_over';
  useEffect(() => {
    if (done) return reload();
    const timer = setInterval(reload, askAgainMs);
    return () => clearInterval(timer);
  }, [done, reload]);
  return summarise(data?.items ?? []);
}
