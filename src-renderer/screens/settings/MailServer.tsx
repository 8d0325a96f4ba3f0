import type { Output } from '#shared/contract/index.ts';
import { mailSecurities, type MailServerSettings } from '#shared/domain/mail.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { emptyServer, serverIn, withSecurity, type MailServerDraft, type MailServerProblem } from './mailDraft.ts';
import { SavedNote } from './SavedNote.tsx';
import styles from './Settings.module.css';

type Saved = Output<'mail.settings'>['server'];

const draftOf = (saved: Saved): MailServerDraft => (saved
  ? { host: saved.host, port: String(saved.port), security: saved.security, sender: saved.sender, user: saved.user, password: '' }
  : emptyServer);

/** The password is never shown again; whoever changes anything of the server gives it anew. */
export function MailServer({ saved, onSaved }: { saved: Saved; onSaved: () => void }) {
  const { t } = useTranslation();
  const save = useCommand('mail.saveServer');
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [problem, setProblem] = useState<MailServerProblem | null>(null);
  const [isStored, setIsStored] = useState(false);
  const change = (next: MailServerDraft) => {
    setDraft(next);
    setProblem(null);
    setIsStored(false);
  };
  const send = async (server: MailServerSettings | null) => {
    if (!(await save.run({ server })).ok) return;
    change(server ? { ...draft, password: '' } : emptyServer);
    setIsStored(true);
    onSaved();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.busy) return;
    const read = serverIn(draft);
    if ('server' in read) void send(read.server);
    else setProblem(read.problem);
  };
  return (
    <Panel title={t('settings.mail.title')}>
      <form className={styles.stack} noValidate onSubmit={submit}>
        <p className={styles.quiet}>{t('settings.mail.means')} {saved ? t('settings.mail.now', { ...saved }) : t('settings.mail.none_now')}</p>
        <ServerFields draft={draft} problem={problem} onChange={change} />
        {save.error && <ErrorNote error={save.error} />}
        <div className={styles.row}>
          <Button submit variant="primary" busy={save.busy}>{t('settings.mail.save')}</Button>
          {saved && <Button busy={save.busy} onClick={() => void send(null)}>{t('settings.mail.disconnect')}</Button>}
          {isStored && <SavedNote />}
        </div>
      </form>
    </Panel>
  );
}

function ServerFields({ draft, problem, onChange }: { draft: MailServerDraft; problem: MailServerProblem | null; onChange: (draft: MailServerDraft) => void }) {
  const { t } = useTranslation();
  const field = (name: Exclude<MailServerProblem, 'security'>) => ({
    label: t(`settings.mail.${name}`), value: draft[name], onChange: (value: string) => onChange({ ...draft, [name]: value }),
    problem: problem === name ? t(`settings.mail.problem.${name}`) : null,
  });
  return (
    <>
      <div className={styles.hostAndPort}>
        <Field {...field('host')} hint={t('settings.mail.host_hint')} />
        <Field {...field('port')} numeric="digits" />
      </div>
      <Select
        label={t('settings.mail.security')} value={draft.security} onChange={(security) => onChange(withSecurity(draft, security))}
        options={mailSecurities.map((value) => ({ value, label: t(`settings.mail.securities.${value}`) }))}
      />
      {problem === 'security' && <p className={styles.problem} role="alert">{t('settings.mail.problem.security')}</p>}
      <Field {...field('sender')} />
      <div className={styles.halves}>
        <Field {...field('user')} hint={t('settings.mail.user_hint')} />
        <Field {...field('password')} hint={t('settings.mail.password_hint')} type="password" autoComplete="new-password" />
      </div>
    </>
  );
}
