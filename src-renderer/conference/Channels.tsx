import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isClient, isDefender } from '#shared/domain/remote/channels.ts';
import { lasting, remoteOf } from '#shared/domain/remote/remote.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './Channels.module.css';
import { ChoosePeople } from './ChoosePeople.tsx';

interface Props {
  hearing: Hearing;
  participant: Participant;
  room: ConferenceRoom;
  acts: boolean;
}

/** Who is heard by some alone: a defender with their client, an interpreter by those they interpret for. */
export function Channels(props: Props) {
  return props.participant.role === 'interpreter' ? <><TalkState {...props} /><Interpreting {...props} /></> : <Talk {...props} />;
}

/** Those who are connected, but for this one. */
const othersHere = ({ hearing, participant, room }: Props): Participant[] => hearing.schedule.participants.filter(({ id }) =>
  id !== participant.id && room.people.some((person) => person.participantId === id && person.hereSinceMs !== null));

const namesOf = ({ hearing }: Props, ids: readonly string[]): string => hearing.schedule.participants.filter(({ id }) => ids.includes(id)).map(({ name }) => name).join(', ');

/** Plain to see, and not by its colour alone: what is said now is nobody else's. */
function TalkState(props: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { hearing, participant, acts } = props;
  const { run, busy, error } = useCommand('conference.endTalk');
  const talk = lasting(remoteOf(hearing, participant.id).talks);
  if (!talk) return null;
  return (
    <div className={styles.talk} role="status">
      <Icon name="lock" className={styles.sign} />
      <span><strong>{t('conference.talk.state')}</strong> {t('conference.talk.who', { names: namesOf(props, talk.withIds), since: format.time(talk.fromMs) })}</span>
      {acts && <Button busy={busy} label={t('conference.talk.end')} onClick={() => void run({ hearingId: hearing.hearingId, participantId: participant.id })}>{t('conference.talk.end_short')}</Button>}
      {error && <ErrorNote error={error} />}
    </div>
  );
}

function Talk(props: Props) {
  const { hearing, participant, acts } = props;
  const isOn = lasting(remoteOf(hearing, participant.id).talks) !== null;
  const others = othersHere(props).filter((other) => (isDefender(other) || other.role === 'interpreter') && !lasting(remoteOf(hearing, other.id).talks));
  const isOffered = acts && !isOn && isClient(participant) && others.some(isDefender);
  return (
    <>
      <TalkState {...props} />
      {isOffered && <BeginTalk {...props} others={others} />}
    </>
  );
}

function BeginTalk({ hearing, participant, others }: Props & { others: readonly Participant[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { run, busy, error } = useCommand('conference.confide');
  const own = others.filter((other) => isDefender(other) && (other.forParticipantId === participant.id || other.role === 'defence'));
  return (
    <>
      <div className={styles.row}>
        <Button variant="quiet" icon="lock" expanded={isOpen} label={t('conference.talk.begin_name', { name: participant.name })} onClick={() => setOpen(!isOpen)}>{t('conference.talk.begin')}</Button>
      </div>
      {isOpen && (
        <ChoosePeople
          people={others} chosen={own.slice(0, 1).map(({ id }) => id)} lead={t('conference.talk.lead')} act={t('conference.talk.start')} busy={busy}
          onAct={(withIds) => void run({ hearingId: hearing.hearingId, participantId: participant.id, withIds }).then(({ ok }) => setOpen(!ok))}
        />
      )}
      {error && <ErrorNote error={error} />}
    </>
  );
}

function Interpreting(props: Props) {
  const { t } = useTranslation();
  const { hearing, participant, room, acts } = props;
  const [isOpen, setOpen] = useState(false);
  const { run, busy, error } = useCommand('conference.interpret');
  const isIn = room.people.some(({ participantId, admitted }) => participantId === participant.id && admitted);
  const now = lasting(remoteOf(hearing, participant.id).interpreting);
  const order = (forIds: string[]) => void run({ hearingId: hearing.hearingId, participantId: participant.id, forIds }).then(({ ok }) => setOpen(!ok));
  return (
    <>
      {now && <p className={styles.note} role="status"><Icon name="microphone" />{t('conference.interpreting.state', { names: namesOf(props, now.forIds) })}</p>}
      {acts && now && <div className={styles.row}><Button busy={busy} onClick={() => order([])}>{t('conference.interpreting.end')}</Button></div>}
      {acts && !now && isIn && <div className={styles.row}><Button variant="quiet" icon="microphone" expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('conference.interpreting.begin')}</Button></div>}
      {acts && !now && isIn && isOpen && (
        <ChoosePeople
          people={othersHere(props).filter(({ attendance }) => attendance !== 'hall')} chosen={participant.forParticipantId === undefined ? [] : [participant.forParticipantId]}
          lead={t('conference.interpreting.lead')} act={t('conference.interpreting.start')} busy={busy} onAct={order}
        />
      )}
      {error && <ErrorNote error={error} />}
    </>
  );
}
