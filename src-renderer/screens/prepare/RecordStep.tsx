import type { ChecklistLineView } from '#shared/contract/calls/procedure.ts';
import type { StepOutcome, StepValues } from '#shared/domain/hearing/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TestReport } from '../../conference/TestReport.tsx';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { FactFields, foundOf, typedOf, type TypedFacts } from './FactFields.tsx';
import styles from './Prepare.module.css';

interface Props {
  hearingId: string;
  line: ChecklistLineView;
  /** What the console has measured itself, by fact: nobody types it. */
  measured?: StepValues;
  onRecorded?: () => void;
}

/** Writes down how a step was done, by whom, and what was found out with it. */
export function RecordStep({ hearingId, line, measured = {}, onRecorded }: Props) {
  const { t } = useTranslation();
  const [doneBy, setDoneBy] = useState(line.record?.doneBy ?? '');
  const [note, setNote] = useState(line.record?.note ?? '');
  const [facts, setFacts] = useState<TypedFacts>(() => typedOf({ ...measured, ...line.record?.values }));
  const { run, busy, error } = useCommand('procedure.recordStep');
  const record = async (outcome: StepOutcome): Promise<void> => {
    const result = await run({ hearingId, step: line.key, participantId: line.participantId, outcome, note, doneBy, values: foundOf(facts) });
    if (result.ok) onRecorded?.();
  };
  return (
    <div className={styles.form}>
      <FactFields facts={line.finds} typed={facts} onType={setFacts} />
      {line.does === 'test_session' && <TestReport hearingId={hearingId} onTake={setNote} />}
      <Field label={t('prepare.done_by')} value={doneBy} onChange={setDoneBy} />
      <Field label={t('prepare.note')} value={note} onChange={setNote} type="multiline" />
      <div className={styles.buttons}>
        <Button variant="primary" icon="check" busy={busy} onClick={() => void record('done')}>{t('prepare.mark_done')}</Button>
        <Button icon="warning" busy={busy} onClick={() => void record('failed')}>{t('prepare.mark_failed')}</Button>
        <Button variant="quiet" busy={busy} onClick={() => void record('not_needed')}>{t('prepare.mark_not_needed')}</Button>
      </div>
      {error && <ErrorNote error={error} />}
    </div>
  );
}
