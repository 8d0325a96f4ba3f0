import { incidentSubjects } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { useDraft } from '../stores/drafts.ts';
import { statusFeed, useSettings } from '../stores/live.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './Incident.module.css';
import { nowMs } from './nowMs.ts';
import { suspicionOf, type Suspicion } from './prefill.ts';
import { lastTime, startedAgoMs, supposedStartMs } from './when.ts';

interface Beginning {
  suspicion: Suspicion;
  openedAtMs: number;
}

const begin = (): Beginning => ({ suspicion: suspicionOf(statusFeed.store.getState().status), openedAtMs: nowMs() });

/** What failed, since when, and a note; the console adds its own evidence. Begins with what is wrong right now. */
export function NewIncident({ hearingId }: { hearingId: string }) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const [{ suspicion, openedAtMs }, setBeginning] = useState(begin);
  const chosen = useDraft(`new.${hearingId}.subject`, suspicion.subject);
  const subject = incidentSubjects.find((s) => s === chosen.text) ?? suspicion.subject;
  const supposedMs = supposedStartMs(suspicion, subject, openedAtMs);
  const device = useDraft(`new.${hearingId}.device`, suspicion.deviceId ?? '');
  const since = useDraft(`new.${hearingId}.since`, format.time(supposedMs));
  const note = useDraft(`new.${hearingId}.note`);
  const [wrongTime, setWrongTime] = useState(false);
  const sameAgain = useSameAgain();
  const open = useCommand('incident.open');

  const devices = subject === 'camera' ? (hall?.cameras ?? []) : subject === 'microphone' ? (hall?.microphones ?? []) : [];
  const deviceId = devices.some((d) => d.id === device.text) ? device.text : '';
  const submit = async () => {
    const startedAtMs = since.touched ? lastTime(since.text, nowMs(), format) : supposedMs;
    setWrongTime(startedAtMs === null);
    if (startedAtMs === null) return;
    const said = { subject, deviceId: deviceId || null, note: note.text.trim() };
    const once = sameAgain.of({ ...said, since: since.text }, startedAtMs);
    const result = await open.run({ hearingId, ...said, incidentId: once.incidentId, startedAgoMs: startedAgoMs(once.startedAtMs, nowMs()) });
    if (!result.ok) return;
    sameAgain.forget();
    for (const draft of [chosen, device, since, note]) draft.settle(draft.text);
    setBeginning(begin());
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form className={styles.form} aria-label={t('incidents.new')} noValidate onSubmit={onSubmit}>
      <Select
        className={styles.half} label={t('incidents.what')} value={subject} onChange={chosen.type}
        options={incidentSubjects.map((value) => ({ value, label: say(words.incidentSubject[value]) }))}
      />
      <Field
        className={styles.time} numeric="digits" label={t('incidents.since')} value={since.text} problem={wrongTime ? t('incidents.time_wrong') : null}
        onChange={since.type}
      />
      {devices.length > 0 && (
        <Select
          className={styles.whole} label={t('incidents.device')} value={deviceId} onChange={device.type}
          options={[{ value: '', label: t('incidents.device_unknown') }, ...devices.map((d) => ({ value: d.id, label: d.label }))]}
        />
      )}
      <Field className={styles.whole} type="multiline" label={t('incidents.note')} hint={t('incidents.evidence_hint')} value={note.text} onChange={note.type} />
      <Button submit variant="primary" icon="warning" busy={open.busy}>{t('incidents.do_open')}</Button>
      {open.error && <div className={styles.whole}><ErrorNote error={open.error} /></div>}
    </form>
  );
}

/** The incident that was sent and not answered: pressed again unchanged, it is the same one and is opened once. */
function useSameAgain() {
  const sent = useRef<{ said: string; incidentId: string; startedAtMs: number } | null>(null);
  return {
    of(what: object, startedAtMs: number) {
      const said = JSON.stringify(what);
      if (sent.current?.said !== said) sent.current = { said, incidentId: crypto.randomUUID(), startedAtMs };
      return sent.current;
    },
    forget: () => { sent.current = null; },
  };
}
