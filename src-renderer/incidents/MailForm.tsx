import type { LinkView } from '#shared/contract/calls/notices.ts';
import { mailSubjectSchema } from '#shared/domain/mail.ts';
import { words } from '#shared/domain/words.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/useWords.ts';
import { useDraft } from '../stores/drafts.ts';
import { useCommand, useQuery } from '../stores/useCall.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Field } from '../ui/Field.tsx';
import styles from './Incident.module.css';

interface Props {
  hearingId: string;
  incidentId: string;
  link: LinkView;
  onSent: () => void;
}

/** What a link says by e-mail, filled in from what is known: read, changed where needed, and sent with one press. */
export function MailForm({ hearingId, incidentId, link, onSent }: Props) {
  const { t } = useTranslation();
  const target = { hearingId, incidentId, notice: link.key };
  const draft = useQuery('incident.mailDraft', target);
  const send = useCommand('incident.mail');
  const subject = useDraft(`mail.subject.${incidentId}.${link.key}`, draft.data?.subject);
  const text = useDraft(`mail.text.${incidentId}.${link.key}`, draft.data?.text);
  const [missing, setMissing] = useState(false);
  const save = async () => {
    const isComplete = mailSubjectSchema.safeParse(subject.text).success && text.text.trim() !== '';
    setMissing(!isComplete);
    if (!isComplete || !(await send.run({ ...target, subject: subject.text.trim(), text: text.text })).ok) return;
    subject.settle(subject.text);
    text.settle(text.text);
    onSent();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!send.busy) void save();
  };
  if (!draft.data) return draft.error ? <ErrorNote error={draft.error} onRetry={draft.reload} /> : <p role="status">{t('common.starting')}</p>;
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Recipients to={draft.data.to} without={draft.data.without} />
      <Field className={styles.whole} label={t('incidents.chain.mail.subject')} value={subject.text} onChange={subject.type} />
      <Field className={styles.letter} type="multiline" label={t('incidents.chain.mail.text')} value={text.text} onChange={text.type} problem={missing ? t('incidents.chain.mail.missing') : null} />
      {send.error && <div className={styles.whole}><ErrorNote error={send.error} /></div>}
      <Button submit variant="primary" icon="mail" busy={send.busy}>{t('incidents.chain.mail.send')}</Button>
    </form>
  );
}

function Recipients({ to, without }: { to: readonly { office: keyof typeof words.office; name: string; address: string }[]; without: readonly (keyof typeof words.office)[] }) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <div className={styles.whole}>
      <p className={styles.state}>{t('incidents.chain.mail.to')}</p>
      <ul>{to.map(({ office, name, address }) => <li key={`${office} ${address}`} className={styles.note}>{name} · {say(words.office[office])} · {address}</li>)}</ul>
      {without.length > 0 && <p className={styles.missing}>{t('incidents.chain.mail.without', { offices: without.map((office) => say(words.office[office])).join(', ') })}</p>}
    </div>
  );
}
