import type { AppError } from '#shared/domain/errors.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../stores/live.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './SignIn.module.css';

export function PasswordForm({ focused }: { focused: boolean }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const enter = async () => {
    setBusy(true);
    const result = await session.login(login, password);
    setBusy(false);
    if (!result.ok) setError(result.error);
  };
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void enter(); }}>
      <Field label={t('signin.login')} value={login} onChange={setLogin} autoComplete="username" autoFocus={focused} required />
      <Field label={t('signin.password')} value={password} onChange={setPassword} type="password" autoComplete="current-password" required />
      {error && <ErrorNote error={error} />}
      <Button submit variant={focused ? 'primary' : 'plain'} size="large" busy={busy}>{t('signin.enter')}</Button>
    </form>
  );
}
