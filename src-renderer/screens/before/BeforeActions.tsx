import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '../../app/useRoute.ts';
import { parseDate, parseTime } from '../../format/calendar.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useDraft } from '../../stores/drafts.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './BeforeActions.module.css';

type Choice = 'postpone' | 'cancel';

/** Postponing or taking off the schedule: neither can be undone, so a typed reason is asked for. */
export function BeforeActions({ hearingId }: { hearingId: string }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice | null>(null);
  return (
    <div className={styles.actions}>
      {(['postpone', 'cancel'] as const).map((one) => (
        <Button key={one} pressed={choice === one} onClick={() => setChoice(choice === one ? null : one)}>{t(`connect.${one}.name`)}</Button>
      ))}
      {choice && <ReasonForm key={choice} choice={choice} hearingId={hearingId} onClose={() => setChoice(null)} />}
    </div>
  );
}

function ReasonForm({ choice, hearingId, onClose }: { choice: Choice; hearingId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const postpone = useCommand('hearing.postpone');
  const cancel = useCommand('hearing.cancel');
  const reason = useDraft(`${choice}.${hearingId}.reason`);
  const nextDate = useDraft(`${choice}.${hearingId}.date`);
  const nextTime = useDraft(`${choice}.${hearingId}.time`);
  const date = parseDate(nextDate.text);
  const time = parseTime(nextTime.text);
  const half = (nextDate.text !== '' || nextTime.text !== '') && (!date || !time);
  const missing = reason.text.trim() === '' || half;
  const save = async () => {
    if (missing) return;
    const nextAtMs = date && time ? format.moment(date, time) : null;
    const result = choice === 'postpone' ? await postpone.run({ hearingId, reason: reason.text, nextAtMs }) : await cancel.run({ hearingId, reason: reason.text });
    if (!result.ok) return;
    for (const draft of [reason, nextDate, nextTime]) draft.settle(draft.text);
    go({ name: 'day', date: null });
  };
  const error = postpone.error ?? cancel.error;
  return (
    <form
      className={styles.form}
      aria-label={t(`connect.${choice}.do`)}
      onSubmit={(event) => { event.preventDefault(); void save(); }}
      onKeyDown={(event) => { if (event.key === 'Escape') onClose(); }}
    >
      <Field label={t('connect.reason')} value={reason.text} onChange={reason.type} type="multiline" autoFocus />
      {choice === 'postpone' && (
        <div className={styles.next}>
          <Field label={t('connect.next_date')} hint={t('day.no_such_date')} value={nextDate.text} onChange={nextDate.type} numeric="date" />
          <Field label={t('connect.next_time')} hint={t('day.time_hint')} value={nextTime.text} onChange={nextTime.type} numeric="digits" />
        </div>
      )}
      {error && <ErrorNote error={error} />}
      <div className={styles.buttons}>
        <Button submit variant="primary" disabled={missing} busy={postpone.busy || cancel.busy}>{t(`connect.${choice}.do`)}</Button>
        <Button onClick={onClose}>{t('common.back')}</Button>
      </div>
    </form>
  );
}
