import type { ConferenceRoom } from '#shared/contract/conference.ts';
import { useEffect, useState } from 'react';
import { client } from './live.ts';

/** The room of the hearing that is on, as things stand; null until the console has spoken. */
export function useConferenceRoom(): ConferenceRoom | null {
  const [room, setRoom] = useState<ConferenceRoom | null>(null);
  useEffect(() => client.subscribe('conference', {}, setRoom), []);
  return room;
}

/** The room, when it is this hearing's. */
export function useRoomOf({ hearingId }: { hearingId: string }): ConferenceRoom | null {
  const room = useConferenceRoom();
  return room?.hearingId === hearingId ? room : null;
}
