import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect } from 'react';
import { useLinkState } from '../../stores/live.ts';
import { useQuery } from '../../stores/useCall.ts';
import { listedAtMost, summarise, type Sending } from './sending.ts';

const askAgainMs = 2000;

/** What was queued of this hearing; asked again and again until everything has its receipt, the hand-over's own event too. */
export function useSending({ hearingId, phase }: Hearing): Sending {
  const waiting = useQuery('queue.list', { hearingId, state: 'waiting', limit: listedAtMost });
  const sent = useQuery('queue.list', { hearingId, state: 'sent', limit: listedAtMost });
  const linked = useLinkState() === 'ready';
  const done = phase.name === 'handed_over' && waiting.data?.items.length === 0;
  const { reload: reloadWaiting } = waiting;
  const { reload: reloadSent } = sent;
  useEffect(() => {
    const reload = () => {
      reloadWaiting();
      reloadSent();
    };
    reload();
    if (done) return undefined;
    const timer = setInterval(reload, askAgainMs);
    return () => clearInterval(timer);
  }, [done, reloadWaiting, reloadSent]);
  return summarise(waiting, sent, phase.name, linked);
}
