import type { ConferenceRoom, RemotePerson } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import { photoIn } from '#shared/domain/identityPhoto.ts';
import type { Participant } from '#shared/domain/schedule.ts';

/** Somebody elsewhere who is shown in the hall. */
export interface OnStage {
  participant: Participant;
  person: RemotePerson;
}

const nobody: readonly OnStage[] = [];

const isOn = (hearing: Hearing | null, room: ConferenceRoom | null): hearing is Hearing =>
  hearing !== null && room?.hearingId === hearing.hearingId && !room.isStopped && (hearing.phase.name === 'connecting' || isLive(hearing.phase.name));

/** In the order of the schedule; nobody while a ruling has ended the links, and nobody of another hearing. */
function peopleOf(hearing: Hearing | null, room: ConferenceRoom | null, isMeant: (person: RemotePerson) => boolean): readonly OnStage[] {
  if (!room || !isOn(hearing, room)) return nobody;
  return hearing.schedule.participants.flatMap((participant) => {
    const person = room.people.find((each) => each.participantId === participant.id && isMeant(each));
    return person ? [{ participant, person }] : [];
  });
}

/** Who was let in. */
export const onStage = (hearing: Hearing | null, room: ConferenceRoom | null): readonly OnStage[] => peopleOf(hearing, room, ({ admitted }) => admitted);

/** Who waits and came with a photo, which the presiding judge compares (K7-9). Whose face the hall must not see is left out: displays are seen from many places. */
export const toCompare = (hearing: Hearing | null, room: ConferenceRoom | null): readonly OnStage[] =>
  peopleOf(hearing, room, ({ admitted, hereSinceMs }) => !admitted && hereSinceMs !== null)
    .filter(({ participant }) => photoIn(participant) !== null && participant.isProtected !== true);
