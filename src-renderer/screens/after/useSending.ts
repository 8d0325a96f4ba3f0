import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect } from 'react';
import { useQuery } from '../../stores/useCall.ts';
import { summarise, type Sending } from './sending.ts';

const askAgainMs = 2000;

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
