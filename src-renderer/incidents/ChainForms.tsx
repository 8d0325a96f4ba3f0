import type { LinkView } from '#shared/contract/calls/notices.ts';
import { noticeWays, type NoticeRecord, type NoticeWay } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { useDraft } from '../stores/drafts.ts';
import { useCommand } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './Incident.module.css';
import { nowMs } from './nowMs.ts';
import { lastTime, startedAgoMs } from './when.ts';

interface TellProps {
  hearingId: string;
  incidentId: string;
  link: LinkView;
  onTold: () => void;
}

/** Who was told, how and when: now, unless the time is changed. */
export function Tell({ hearingId, incidentId, link, onTold }: TellProps) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const to = useDraft(`told.${incidentId}.${link.key}`, link.records.find(({ mail }) => mail === null)?.to ?? '');
  const note = useDraft(`told.note.${incidentId}.${link.key}`);
  const [way, setWay] = useState<NoticeWay>('phone');
  const [time, setTime] = useState<string | null>(null);
  const [missing, setMissing] = useState<'to' | 'time' | null>(null);
  const tell = useCommand('incident.tell');
  const save = async () => {
    const toldAtMs = time === null ? nowMs() : lastTime(time, nowMs(), format);
    const problem = to.text.trim() === '' ? 'to' : toldAtMs === null ? 'time' : null;
    setMissing(problem);
    if (problem !== null || toldAtMs === null) return;
    const result = await tell.run({ hearingId, incidentId, notice: link.key, to: to.text.trim(), way, toldAgoMs: startedAgoMs(toldAtMs, nowMs()), note: note.text.trim() });
    if (!result.ok) return;
    to.settle(to.text);
    note.settle(note.text);
    onTold();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field className={styles.half} label={t('incidents.chain.to')} value={to.text} problem={missing === 'to' ? t('incidents.chain.to_missing') : null} onChange={to.type} />
      <Select className={styles.half} label={t('incidents.chain.way')} value={way} onChange={(value) => setWay(noticeWays.find((each) => each === value) ?? 'phone')} options={noticeWays.map((value) => ({ value, label: say(words.noticeWay[value]) }))} />
      <Field className={styles.time} numeric="digits" label={t('incidents.chain.at')} value={time ?? format.time(nowMs())} problem={missing === 'time' ? t('incidents.time_wrong') : null} onChange={setTime} />
      <Field className={styles.whole} label={t('incidents.chain.note')} value={note.text} onChange={note.type} />
      <Button submit variant="primary" icon="check" busy={tell.busy}>{t('incidents.chain.do_tell')}</Button>
      {tell.error && <div className={styles.whole}><ErrorNote error={tell.error} /></div>}
    </form>
  );
}

/** Who was told has said that it was understood. */
export function Acknowledge({ hearingId, incidentId, record, onSaved }: { hearingId: string; incidentId: string; record: NoticeRecord; onSaved: () => void }) {
  const { t } = useTranslation();
  const { notice, mail, to } = record;
  const note = useDraft(`acked.${incidentId}.${notice}.${mail?.office ?? ''}`);
  const acknowledge = useCommand('incident.acknowledge');
  const save = async () => {
    if (!(await acknowledge.run({ hearingId, incidentId, notice, ...(mail ? { office: mail.office } : {}), note: note.text.trim() })).ok) return;
    note.settle(note.text);
    onSaved();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field className={styles.half} label={`${t('incidents.chain.answer')} · ${to}`} value={note.text} onChange={note.type} />
      <Button submit icon="check" busy={acknowledge.busy}>{t('incidents.chain.do_acknowledge')}</Button>
      {acknowledge.error && <div className={styles.whole}><ErrorNote error={acknowledge.error} /></div>}
    </form>
  );
}
