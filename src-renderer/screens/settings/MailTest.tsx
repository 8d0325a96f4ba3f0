import { mailAddressSchema } from '#shared/domain/mail.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Settings.module.css';

/** One message through the saved server, and what the server said. */
export function MailTest() {
  const { t } = useTranslation();
  const test = useCommand('mail.test');
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState(false);
  const [answer, setAnswer] = useState<string | null>(null);
  const send = async () => {
    setAnswer(null);
    const result = await test.run({ to: to.trim() });
    if (result.ok) setAnswer(result.value.answer);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isAddress = mailAddressSchema.safeParse(to.trim()).success;
    setProblem(!isAddress);
    if (isAddress && !test.busy) void send();
  };
  return (
    <Panel title={t('settings.mail.test')}>
      <form className={styles.stack} noValidate onSubmit={submit}>
        <Field label={t('settings.mail.test_to')} hint={t('settings.mail.test_means')} value={to} onChange={setTo} problem={problem ? t('settings.mail.problem.to') : null} />
        {test.error && <ErrorNote error={test.error} />}
        <div className={styles.row}>
          <Button submit icon="mail" busy={test.busy}>{t('settings.mail.test_do')}</Button>
        </div>
        {answer !== null && <p className={styles.saved} role="status"><Icon name="check" />{t('settings.mail.test_done', { answer })}</p>}
      </form>
    </Panel>
  );
}
