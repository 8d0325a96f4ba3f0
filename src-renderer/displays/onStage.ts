import type { ConferenceRoom, RemotePerson } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import type { Participant } from '#shared/domain/schedule.ts';

/** Somebody elsewhere who is shown in the hall. */
export interface OnStage {
  participant: Participant;
  person: RemotePerson;
}

const nobody: readonly OnStage[] = [];

/** Who was let in, in the order of the schedule; nobody while a ruling has ended the links, and nobody of another hearing. */
export function onStage(hearing: Hearing | null, room: ConferenceRoom | null): readonly OnStage[] {
  if (!hearing || !room || room.hearingId !== hearing.hearingId || room.isStopped) return nobody;
  if (hearing.phase.name !== 'connecting' && !isLive(hearing.phase.name)) return nobody;
  return hearing.schedule.participants.flatMap((participant) => {
    const person = room.people.find(({ participantId, admitted }) => participantId === participant.id && admitted);
    return person ? [{ participant, person }] : [];
  });
}
