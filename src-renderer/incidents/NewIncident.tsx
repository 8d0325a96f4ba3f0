import { incidentSubjects, type IncidentSubject } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { statusFeed, useSettings } from '../stores/live.ts';
import { consoleNowMs } from '../stores/status.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './Incident.module.css';
import { suspicionOf } from './prefill.ts';
import { lastTime } from './when.ts';

const nowMs = (): number => consoleNowMs(statusFeed.store.getState(), performance.now()) ?? Date.now();

/** What failed, since when, and a note; the console adds its own evidence. Begins with what is wrong right now. */
export function NewIncident({ hearingId }: { hearingId: string }) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const [suspicion] = useState(() => suspicionOf(statusFeed.store.getState().status));
  const [subject, setSubject] = useState<IncidentSubject>(suspicion.subject);
  const [deviceId, setDeviceId] = useState(suspicion.deviceId ?? '');
  const [since, setSince] = useState(() => format.time(suspicion.sinceMs ?? nowMs()));
  const [sinceTouched, setSinceTouched] = useState(false);
  const [note, setNote] = useState('');
  const [wrongTime, setWrongTime] = useState(false);
  const open = useCommand('incident.open');

  const devices = subject === 'camera' ? (hall?.cameras ?? []) : subject === 'microphone' ? (hall?.microphones ?? []) : [];
  const submit = async () => {
    const now = nowMs();
    const startedAtMs = sinceTouched ? lastTime(since, now, format) : (suspicion.sinceMs ?? now);
    setWrongTime(startedAtMs === null);
    if (startedAtMs === null) return;
    const device = devices.some((d) => d.id === deviceId) ? deviceId : null;
    const result = await open.run({ hearingId, incidentId: crypto.randomUUID(), subject, deviceId: device, note: note.trim(), startedAgoMs: now - startedAtMs });
    if (result.ok) setNote('');
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form className={styles.form} aria-label={t('incidents.new')} noValidate onSubmit={onSubmit}>
      <Select
        className={styles.half} label={t('incidents.what')} value={subject} onChange={setSubject}
        options={incidentSubjects.map((value) => ({ value, label: say(words.incidentSubject[value]) }))}
      />
      <Field
        className={styles.time} numeric label={t('incidents.since')} value={since} problem={wrongTime ? t('incidents.time_wrong') : null}
        onChange={(value) => { setSince(value); setSinceTouched(true); }}
      />
      {devices.length > 0 && (
        <Select
          className={styles.whole} label={t('incidents.device')} value={devices.some((d) => d.id === deviceId) ? deviceId : ''} onChange={setDeviceId}
          options={[{ value: '', label: t('incidents.device_unknown') }, ...devices.map((d) => ({ value: d.id, label: d.label }))]}
        />
      )}
      <Field className={styles.whole} type="multiline" label={t('incidents.note')} hint={t('incidents.evidence_hint')} value={note} onChange={setNote} />
      <Button submit variant="primary" icon="warning" busy={open.busy}>{t('incidents.do_open')}</Button>
      {open.error && <div className={styles.whole}><ErrorNote error={open.error} /></div>}
    </form>
  );
}
