import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '../../app/useRoute.ts';
import { parseDate, parseTime } from '../../format/calendar.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useDraft } from '../../stores/drafts.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { DemandFields } from '../insession/actions/DemandFields.tsx';
import { demandedAt, unanswered, type Answers } from '../insession/actions/demands.ts';
import { useAnswers } from '../insession/actions/useAnswers.ts';
import styles from './BeforeActions.module.css';

type Choice = 'postpone' | 'cancel';

/** Postponing or taking off the schedule: neither can be undone, so a typed reason is asked for, and what the orders demand. */
export function BeforeActions({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice | null>(null);
  return (
    <div className={styles.actions}>
      {(['postpone', 'cancel'] as const).map((one) => (
        <Button key={one} pressed={choice === one} onClick={() => setChoice(choice === one ? null : one)}>{t(`connect.${one}.name`)}</Button>
      ))}
      {choice && <ReasonForm key={choice} choice={choice} hearing={hearing} onClose={() => setChoice(null)} />}
    </div>
  );
}

function ReasonForm({ choice, hearing, onClose }: { choice: Choice; hearing: Hearing; onClose: () => void }) {
  const { t } = useTranslation();
  const { hearingId } = hearing;
  const format = useFormat();
  const postpone = useCommand('hearing.postpone');
  const cancel = useCommand('hearing.cancel');
  const { data } = useQuery('procedure.demands', { hearingId });
  const demanded = choice === 'postpone' ? demandedAt('postpone', data?.demands ?? []) : [];
  const [given, setGiven] = useState<Answers>({});
  const answer = useAnswers(hearingId);
  const reason = useDraft(`${choice}.${hearingId}.reason`);
  const nextDate = useDraft(`${choice}.${hearingId}.date`);
  const nextTime = useDraft(`${choice}.${hearingId}.time`);
  const date = parseDate(nextDate.text);
  const time = parseTime(nextTime.text);
  const half = (nextDate.text !== '' || nextTime.text !== '') && (!date || !time);
  const missing = data === null || reason.text.trim() === '' || half || unanswered(demanded, given) !== null;
  const save = async () => {
    if (missing) return;
    const nextAtMs = date && time ? format.moment(date, time) : null;
    if (!(await answer.keep(demanded, given, nextAtMs))) return;
    const result = choice === 'postpone' ? await postpone.run({ hearingId, reason: reason.text, nextAtMs }) : await cancel.run({ hearingId, reason: reason.text });
    if (!result.ok) return;
    for (const draft of [reason, nextDate, nextTime]) draft.settle(draft.text);
    if (choice === 'cancel') go({ name: 'day', date: null }); // of a postponed one there is still something to do
  };
  const error = answer.error ?? postpone.error ?? cancel.error;
  return (
    <form
      className={styles.form}
      aria-label={t(`connect.${choice}.do`)}
      onSubmit={(event) => { event.preventDefault(); void save(); }}
      onKeyDown={(event) => { if (event.key === 'Escape') onClose(); }}
    >
      <Field label={t('connect.reason')} value={reason.text} onChange={reason.type} type="multiline" autoFocus />
      {demanded.map((demand) => (
        <div key={demand.key} className={styles.demanded}>
          <DemandFields demand={demand} participants={hearing.schedule.participants} answers={given} onAnswers={setGiven} />
        </div>
      ))}
      {choice === 'postpone' && (
        <div className={styles.next}>
          <Field label={t('connect.next_date')} hint={t('day.no_such_date')} value={nextDate.text} onChange={nextDate.type} numeric="date" />
          <Field label={t('connect.next_time')} hint={t('day.time_hint')} value={nextTime.text} onChange={nextTime.type} numeric="digits" />
        </div>
      )}
      {error && <ErrorNote error={error} />}
      <div className={styles.buttons}>
        <Button submit variant="primary" disabled={missing} busy={answer.busy || postpone.busy || cancel.busy}>{t(`connect.${choice}.do`)}</Button>
        <Button onClick={onClose}>{t('common.back')}</Button>
      </div>
    </form>
  );
}
