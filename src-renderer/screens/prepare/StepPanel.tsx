import type { ChecklistLineView } from '#shared/contract/calls/procedure.ts';
import type { Hearing, StepOutcome } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useOfficial } from '../../i18n/useOfficial.ts';
import { useWords } from '../../i18n/useWords.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { isPaper } from './lines.ts';
import styles from './Prepare.module.css';
import { SentPapers } from './SentPapers.tsx';

interface Props {
  hearing: Hearing;
  line: ChecklistLineView;
  who: string | null;
  /** This person may write; others read. */
  acts: boolean;
  onWrite: () => void;
}

/** One step: what the order says, by when, how it was done, and the place to write that down. */
export function StepPanel({ hearing, line, who, acts, onWrite }: Props) {
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
      {acts && <RecordStep key={`${line.key} ${line.participantId ?? ''}`} hearingId={hearing.hearingId} line={line} />}
    </Panel>
  );
}

function RecordStep({ hearingId, line }: { hearingId: string; line: ChecklistLineView }) {
  const { t } = useTranslation();
  const [doneBy, setDoneBy] = useState(line.record?.doneBy ?? '');
  const [note, setNote] = useState(line.record?.note ?? '');
  const { run, busy, error } = useCommand('procedure.recordStep');
  const record = (outcome: StepOutcome) => void run({ hearingId, step: line.key, participantId: line.participantId, outcome, note, doneBy });
  return (
    <div className={styles.form}>
      <Field label={t('prepare.done_by')} value={doneBy} onChange={setDoneBy} />
      <Field label={t('prepare.note')} value={note} onChange={setNote} type="multiline" />
      <div className={styles.buttons}>
        <Button variant="primary" icon="check" busy={busy} onClick={() => record('done')}>{t('prepare.mark_done')}</Button>
        <Button icon="warning" busy={busy} onClick={() => record('failed')}>{t('prepare.mark_failed')}</Button>
        <Button variant="quiet" busy={busy} onClick={() => record('not_needed')}>{t('prepare.mark_not_needed')}</Button>
      </div>
      {error && <ErrorNote error={error} />}
    </div>
  );
}
