import type { ChecklistLineView } from '#shared/contract/calls/procedure.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { useWords } from '../../i18n/useWords.ts';
import { TestSession } from '../../conference/TestSession.tsx';
import { IncidentsButton } from '../../incidents/IncidentsButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { HallCheckPanel } from '../readiness/HallCheckPanel.tsx';
import { isPaper } from './lines.ts';
import styles from './Prepare.module.css';
import { RecordStep } from './RecordStep.tsx';
import { SentPapers } from './SentPapers.tsx';

interface Props {
  hearing: Hearing;
  line: ChecklistLineView;
  who: string | null;
  /** This person may write; others read. */
  acts: boolean;
  /** And this one is at the hall's controls. */
  operates: boolean;
  onWrite: () => void;
}

/** One step: what the order says, by when, how it was done, and the place to write that down. */
export function StepPanel({ hearing, line, who, acts, operates, onWrite }: Props) {
  const { t } = useTranslation();
  const say = useOfficial();
  const name = useWords();
  const format = useFormat();
  const { record, deadline } = line;
  return (
    <Panel title={say(line.text)}>
      {who !== null && <p className={styles.whose}>{who}</p>}
      <p className={styles.basis}>{say(line.citation)}</p>
      <p>{t('prepare.who', { office: name(words.office[line.who]) })}</p>
      {deadline && <p>{t('prepare.due', { due: format.dateTime(deadline.dueMs) })}{deadline.isCertain ? '' : ` · ${t('prepare.uncertain')}`}</p>}
      {record && (
        <p className={styles.record}>
          {t(`prepare.recorded.${record.outcome}`, { at: format.dateTime(record.atMs), by: record.by.name })}
          {record.doneBy !== '' && ` · ${record.doneBy}`}
          {record.note !== '' && ` · ${record.note}`}
        </p>
      )}
      {isPaper(line) && <SentPapers hearing={hearing} step={line.key} acts={acts} onWrite={onWrite} />}
      {line.phase === 'failure' && <IncidentsButton />}
      {line.does === 'readiness' && <HallCheckPanel hearingId={hearing.hearingId} acts={acts} />}
      {line.does === 'test_session' && hearing.schedule.side !== 'assisting_court' && <TestSession hearing={hearing} acts={operates} />}
      {acts && <RecordStep key={`${line.key} ${line.participantId ?? ''}`} hearingId={hearing.hearingId} line={line} />}
    </Panel>
  );
}
