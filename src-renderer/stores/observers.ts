import type { ObserversStanding } from '#shared/contract/calls/observers.ts';
import { useEffect, useState } from 'react';
import { client } from './live.ts';

/** Who watches this hearing, as things stand; null until the console has spoken of it. */
export function useObserversOf(hearingId: string | null): ObserversStanding | null {
  const [standing, setStanding] = useState<ObserversStanding | null>(null);
  useEffect(() => client.subscribe('observers', {}, setStanding), []);
  return hearingId !== null && standing?.hearingId === hearingId ? standing : null;
}
