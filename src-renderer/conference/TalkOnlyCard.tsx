import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { hasClientElsewhere, onlyTalks } from '#shared/domain/remote/channels.ts';
import { lasting, remoteOf } from '#shared/domain/remote/remote.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { StateSign } from '../ui/StateSign.tsx';
import { Channels } from './Channels.tsx';
import { CredentialsForm } from './CredentialsForm.tsx';
import styles from './RemoteCard.module.css';

interface Props {
  hearing: Hearing;
  participant: Participant;
  room: ConferenceRoom | null;
  acts: boolean;
}

/** Such a one is shown: a defender in the hall with somebody elsewhere to talk with. */
export const mayTalkFromHall = ({ schedule: { participants } }: Hearing, participant: Participant): boolean => onlyTalks(participant) && hasClientElsewhere(participants);

/** A defender in the hall whose client is elsewhere: with a device of their own, outside the hall, they talk alone, and do nothing else there. */
export function TalkOnlyCard({ hearing, participant, room, acts }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { invitation, talks } = remoteOf(hearing, participant.id);
  const person = room?.people.find(({ participantId }) => participantId === participant.id) ?? null;
  const isHere = person !== null && person.hereSinceMs !== null;
  return (
    <div className={styles.talkOnly} data-talk-only={isHere ? 'here' : 'away'}>
      {(isHere || invitation) && !lasting(talks) && <StateSign tone={isHere ? 'good' : 'plain'}>{t(isHere ? 'conference.talk.ready' : 'conference.standing.invited')}</StateSign>}
      {room && <Channels hearing={hearing} participant={participant} room={room} acts={acts} />}
      {acts && <Button variant="quiet" icon="lock" expanded={isOpen} label={t('conference.talk.from_hall_name', { name: participant.name })} onClick={() => setOpen(!isOpen)}>{t('conference.talk.from_hall')}</Button>}
      {acts && isOpen && (
        <>
          <p className={styles.hints}>{t('conference.talk.from_hall_how')}</p>
          <CredentialsForm hearing={hearing} participant={participant} />
        </>
      )}
    </div>
  );
}
