import type { Incident } from '#shared/domain/hearing/state.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useDraft } from '../stores/drafts.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Field } from '../ui/Field.tsx';
import styles from './Incident.module.css';
import { nowMs } from './nowMs.ts';
import { restorationOf, timeOrDate } from './when.ts';

/** The specialist's note and the time at which it is expected to work again (K7-24). */
export function Restoration({ hearingId, incident }: { hearingId: string; incident: Incident }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { expectedRestorationMs, incidentId } = incident;
  const time = useDraft(`restoration.${incidentId}`, expectedRestorationMs === null ? '' : timeOrDate(expectedRestorationMs, nowMs(), format));
  const note = useDraft(`note.${incidentId}`, incident.note);
  const [wrong, setWrong] = useState(false);
  const update = useCommand('incident.update');
  const save = async () => {
    const expected = restorationOf(time, expectedRestorationMs, nowMs(), format);
    setWrong(expected === 'no_time');
    if (expected === 'no_time') return;
    const result = await update.run({ hearingId, incidentId, note: note.text.trim(), expectedRestorationMs: expected });
    if (!result.ok) return;
    note.settle(note.text);
    time.settle(time.text);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field className={styles.half} label={t('incidents.note')} value={note.text} onChange={note.type} />
      <Field className={styles.time} numeric="digits" label={t('incidents.expected')} value={time.text} problem={wrong ? t('incidents.time_wrong') : null} onChange={time.type} />
      <Button submit icon="clock" busy={update.busy}>{t('incidents.do_update')}</Button>
      {update.error && <div className={styles.whole}><ErrorNote error={update.error} /></div>}
    </form>
  );
}

/** How it was put right; that cannot be left out and cannot be undone. */
export function Resolve({ hearingId, incidentId }: { hearingId: string; incidentId: string }) {
  const { t } = useTranslation();
  const how = useDraft(`how.${incidentId}`);
  const [missing, setMissing] = useState(false);
  const resolve = useCommand('incident.resolve');
  const save = async () => {
    const text = how.text.trim();
    setMissing(text === '');
    if (text !== '' && (await resolve.run({ hearingId, incidentId, how: text })).ok) how.settle(how.text);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field className={styles.half} label={t('incidents.how')} value={how.text} problem={missing ? t('incidents.how_missing') : null} onChange={how.type} />
      <Button submit icon="check" busy={resolve.busy}>{t('incidents.do_resolve')}</Button>
      {resolve.error && <div className={styles.whole}><ErrorNote error={resolve.error} /></div>}
    </form>
  );
}
