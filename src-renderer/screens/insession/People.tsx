import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { remoteOf } from '#shared/domain/remote/remote.ts';
import { isEarlyForWitness } from '#shared/domain/remote/witnesses.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { Channels } from '../../conference/Channels.tsx';
import { CrowdedSign } from '../../conference/LinksNote.tsx';
import { Observers } from '../../conference/Observers.tsx';
import { Admission } from '../../conference/RemoteCard.tsx';
import { SessionComparison } from '../../conference/SessionComparison.tsx';
import { SoundNote } from '../../conference/SoundNote.tsx';
import { QualityFaults } from '../../conference/QualityNote.tsx';
import { standing, toneOfStanding } from '../../conference/standing.ts';
import { mayTalkFromHall, TalkOnlyCard } from '../../conference/TalkOnlyCard.tsx';
import { useWords } from '../../i18n/useWords.ts';
import { Icon } from '../../ui/Icon.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import styles from './People.module.css';

interface Props {
  hearing: Hearing;
  room: ConferenceRoom | null;
  /** Lets people in and out. */
  acts: boolean;
  /** A closing or an emergency ends the videoconference: what this console does not hold itself, somebody has to end. */
  linkEnded: boolean;
  /** Puts a name into the text of the mark being written; absent where none is written. */
  onName?: ((name: string) => void) | undefined;
}

/** Who takes part: names are spelled once, in the schedule, and never typed again. Of those elsewhere, how it stands with them. */
export function People({ hearing, room, acts, linkEnded, onName }: Props) {
  const { t } = useTranslation();
  const say = useWords();
  const { participants } = hearing.schedule;
  return (
    <section className={styles.people} aria-label={t('insession.people.title')}>
      <header className={styles.heading}>
        <h2 className={styles.title}>{t('insession.people.title')} <span className={styles.count}>{participants.length}</span></h2>
        <CrowdedSign room={room} />
        <Observers hearing={hearing} acts={acts} />
      </header>
      <ul className={styles.list}>
        {participants.map((p) => (
          <li key={p.id} className={styles.person}>
            <button
              type="button" className={styles.name} disabled={!onName} title={onName ? t('insession.people.insert', { name: p.name }) : p.name}
              onMouseDown={(event) => event.preventDefault()} onClick={() => onName?.(p.name)}
            >
              {p.name}
            </button>
            <span className={styles.role}>{[say(words.participantRole[p.role]), ...(p.attendance === 'hall' ? [] : [t(`insession.people.${p.attendance}`)])].join(' · ')}</span>
            {linkEnded && !room && p.attendance !== 'hall' && <span className={styles.role}><Icon name="lock" /> {t('insession.people.link_to_end')}</span>}
            {room && mayTalkFromHall(hearing, p) && <TalkOnlyCard hearing={hearing} participant={p} room={room} acts={acts} />}
            {p.attendance !== 'hall' && room && <Link hearing={hearing} participant={p} room={room} acts={acts} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Link({ hearing, participant, room, acts }: { hearing: Hearing; participant: Participant; room: ConferenceRoom; acts: boolean }) {
  const { t } = useTranslation();
  const { id, name } = participant;
  const person = room.people.find(({ participantId }) => participantId === id) ?? null;
  const now = standing(remoteOf(hearing, id), person);
  return (
    <div className={styles.link}>
      <StateSign tone={toneOfStanding[now]}>{t(`conference.standing.${now}`)}</StateSign>
      <Channels hearing={hearing} participant={participant} room={room} acts={acts} />
      {person && <SoundNote sound={person.sound} hearing={hearing} />}
      {person?.quality && <QualityFaults quality={person.quality} />}
      <SessionComparison hearingId={hearing.hearingId} participant={participant} person={person} hasPage={room.hasPage} />
      {acts && person?.talksWith.length === 0 && <Admission whom={{ hearingId: hearing.hearingId, participantId: id }} name={name} person={person} isEarly={isEarlyForWitness(hearing, participant)} />}
    </div>
  );
}
