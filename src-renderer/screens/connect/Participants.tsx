import { slower } from '#shared/conference/quality/speed.ts';
import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { Hearing, StepValues } from '#shared/domain/hearing/state.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { Observers } from '../../conference/Observers.tsx';
import { LinksNote } from '../../conference/LinksNote.tsx';
import { photoRecorded } from '../../conference/photoRecorded.ts';
import { RemoteCard } from '../../conference/RemoteCard.tsx';
import { mayTalkFromHall, TalkOnlyCard } from '../../conference/TalkOnlyCard.tsx';
import { useWords } from '../../i18n/useWords.ts';
import { useRoomOf } from '../../stores/conference.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useFirstAtOnce } from '../../ui/useFirstAtOnce.ts';
import type { ProcedureQuery } from '../prepare/useProcedure.ts';
import { Checks } from './Checks.tsx';
import styles from './Connect.module.css';

interface Props {
  hearing: Hearing;
  procedure: ProcedureQuery;
  acts: boolean;
  /** Writes down what the court says. */
  operates: boolean;
}

/** Those in view first: of forty people with their checks the rest follows. */
const shownAtOnce = 4;

/** Who takes part and how, with what has to be checked of each; those who are not in the courtroom stand out. */
export function Participants({ hearing, procedure, acts, operates }: Props) {
  const { t } = useTranslation();
  const room = useRoomOf(hearing);
  const { participants } = hearing.schedule;
  const shown = useFirstAtOnce(participants, shownAtOnce);
  const checksOf = (participantId: string | null) => ({
    lines: procedure.data?.steps.filter((line) => (line.phase === 'connect' || line.does === 'test_session') && line.participantId === participantId) ?? [],
    findings: procedure.data?.findings.filter((finding) => finding.participantId === participantId) ?? [],
  });
  return (
    <Panel title={t('connect.participants', { number: participants.length })} className={styles.people}>
      {participants.length === 0 && <p className={styles.role}>{t('connect.nobody')}</p>}
      <div className={styles.notes}>
        <LinksNote room={room} acts={acts} saysCrowded />
        <Observers hearing={hearing} acts={operates} />
      </div>
      <Checks hearingId={hearing.hearingId} {...checksOf(null)} acts={acts} />
      <ul className={styles.list}>
        {shown.map((participant) => (
          <li key={participant.id}>
            <Person participant={participant} />
            {participant.attendance !== 'hall' && <RemoteCard hearing={hearing} participant={participant} room={room} acts={acts} isPhotoRecorded={photoRecorded(procedure.data?.steps, participant.id)} />}
            {mayTalkFromHall(hearing, participant) && <TalkOnlyCard hearing={hearing} participant={participant} room={room} acts={operates} />}
            <Checks hearingId={hearing.hearingId} {...checksOf(participant.id)} measured={measuredOf(room, participant.id)} acts={acts} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** By the names of the rules. */
function measuredOf(room: ConferenceRoom | null, id: string): StepValues {
  const speed = room?.people.find(({ participantId }) => participantId === id)?.report?.speed;
  return speed ? { 'participant.bandwidthMbit': Math.round(slower(speed) * 100) / 100 } : {};
}

function Person({ participant: { name, role, attendance, place } }: { participant: Participant }) {
  const say = useWords();
  return (
    <div className={styles.person}>
      <Icon name={attendance === 'hall' ? 'person' : 'screen'} />
      <span>
        <span className={styles.name}>{name}</span>
        <span className={styles.role}>{[say(words.participantRole[role]), say(words.attendance[attendance]), ...(place ? [place.name] : [])].join(' · ')}</span>
      </span>
    </div>
  );
}
