import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useState } from 'react';
import { useStatus } from '../stores/live.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { barDanger } from '../ui/statebar/barState.ts';
import { lasting, noticesOf, type Notice } from './notices.ts';

/** What nobody at this window has acknowledged yet, the gravest first. */
export function useNotices(hearing: Hearing | null): { open: Notice[]; acknowledge: (id: string) => void } {
  const status = useStatus((s) => s.status);
  const { silentMs } = useConsoleClock(1000);
  const [acknowledged, setAcknowledged] = useState<readonly string[]>([]);
  const notices = noticesOf(status, barDanger(hearing, status, silentMs));
  const still = lasting(acknowledged, notices);
  if (still !== acknowledged) setAcknowledged(still);
  return {
    open: notices.filter((n) => !still.includes(n.id)),
    acknowledge: (id) => setAcknowledged((ids) => [...ids, id]),
  };
}
