import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect } from 'react';
import { useQuery } from '../../stores/useCall.ts';

/** What is demanded of this hearing: asked again whenever it changes, and now and then, for terms run out by themselves. */
export function useProcedure(hearing: Hearing) {
  const query = useQuery('procedure.get', { hearingId: hearing.hearingId });
  const { reload } = query;
  useEffect(() => {
    if (hearing) reload();
  }, [hearing, reload]);
  useEffect(() => {
    const timer = setInterval(reload, 30_000);
    return () => clearInterval(timer);
  }, [reload]);
  return query;
}

export type ProcedureQuery = ReturnType<typeof useProcedure>;
