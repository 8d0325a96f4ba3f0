import type { Incident } from '#shared/domain/hearing/state.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { statusFeed } from '../stores/live.ts';
import { consoleNowMs } from '../stores/status.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Field } from '../ui/Field.tsx';
import styles from './Incident.module.css';
import { nextTime } from './when.ts';

/** The specialist's note and the time at which it is expected to work again (K7-24). */
export function Restoration({ hearingId, incident }: { hearingId: string; incident: Incident }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { expectedRestorationMs, incidentId } = incident;
  const [time, setTime] = useState(expectedRestorationMs === null ? '' : format.time(expectedRestorationMs));
  const [note, setNote] = useState(incident.note);
  const [wrong, setWrong] = useState(false);
  const update = useCommand('incident.update');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const nowMs = consoleNowMs(statusFeed.store.getState(), performance.now()) ?? Date.now();
    const expected = time.trim() === '' ? null : nextTime(time, nowMs, format);
    setWrong(time.trim() !== '' && expected === null);
    if (time.trim() !== '' && expected === null) return;
    void update.run({ hearingId, incidentId, note: note.trim(), expectedRestorationMs: expected });
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field className={styles.half} label={t('incidents.note')} value={note} onChange={setNote} />
      <Field className={styles.time} numeric label={t('incidents.expected')} value={time} problem={wrong ? t('incidents.time_wrong') : null} onChange={setTime} />
      <Button submit icon="clock" busy={update.busy}>{t('incidents.do_update')}</Button>
      {update.error && <div className={styles.whole}><ErrorNote error={update.error} /></div>}
    </form>
  );
}

/** How it was put right; that cannot be left out and cannot be undone. */
export function Resolve({ hearingId, incidentId }: { hearingId: string; incidentId: string }) {
  const { t } = useTranslation();
  const [how, setHow] = useState('');
  const [missing, setMissing] = useState(false);
  const resolve = useCommand('incident.resolve');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(how.trim() === '');
    if (how.trim() !== '') void resolve.run({ hearingId, incidentId, how: how.trim() });
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field className={styles.half} label={t('incidents.how')} value={how} problem={missing ? t('incidents.how_missing') : null} onChange={setHow} />
      <Button submit icon="check" busy={resolve.busy}>{t('incidents.do_resolve')}</Button>
      {resolve.error && <div className={styles.whole}><ErrorNote error={resolve.error} /></div>}
    </form>
  );
}
