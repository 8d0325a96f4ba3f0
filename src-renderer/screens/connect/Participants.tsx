import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { ProcedureQuery } from '../prepare/useProcedure.ts';
import { Checks } from './Checks.tsx';
import styles from './Connect.module.css';

interface Props {
  hearing: Hearing;
  procedure: ProcedureQuery;
  acts: boolean;
}

/** Those in view first: of forty people with their checks the rest follows. */
const shownAtOnce = 8;

/** Who takes part and how, with what has to be checked of each; those who are not in the courtroom stand out. */
export function Participants({ hearing, procedure, acts }: Props) {
  const { t } = useTranslation();
  const { participants } = hearing.schedule;
  const shown = useDeferredValue(participants, participants.slice(0, shownAtOnce));
  const checksOf = (participantId: string | null) => ({
    lines: procedure.data?.steps.filter((line) => line.phase === 'connect' && line.participantId === participantId) ?? [],
    findings: procedure.data?.findings.filter((finding) => finding.participantId === participantId) ?? [],
  });
  return (
    <Panel title={t('connect.participants', { number: participants.length })} className={styles.people}>
      {participants.length === 0 && <p className={styles.role}>{t('connect.nobody')}</p>}
      <Checks hearingId={hearing.hearingId} {...checksOf(null)} acts={acts} />
      <ul className={styles.list}>
        {shown.map((participant) => (
          <li key={participant.id}>
            <Person participant={participant} />
            <Checks hearingId={hearing.hearingId} {...checksOf(participant.id)} acts={acts} />
          </li>
        ))}
      </ul>
    </Panel>
  );
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
