import { useTranslation } from 'react-i18next';
import { Entrance } from '../../app/Entrance.tsx';
import type { SetupState } from '../../stores/session.ts';
import { DemoRoles } from './DemoRoles.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import styles from './SignIn.module.css';

/** Login and password; in the demonstration hall a role is enough. */
export function SignIn({ setup }: { setup: SetupState }) {
  const { t } = useTranslation();
  return (
    <Entrance>
      <div className={styles.signIn}>
        <h1>{setup.hallName ?? t('common.product')}</h1>
        {setup.demo && <DemoRoles />}
        {setup.demo && <h2 className={styles.or}>{t('signin.with_password')}</h2>}
        <PasswordForm focused={!setup.demo} />
        <p className={styles.version}>{t('signin.version', { version: setup.version })}</p>
      </div>
    </Entrance>
  );
}
