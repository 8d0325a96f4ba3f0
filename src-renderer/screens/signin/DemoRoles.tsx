import { roles, type Role } from '#shared/domain/actor.ts';
import type { AppError } from '#shared/domain/errors.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { session } from '../../stores/live.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { IconName } from '../../ui/icons.ts';
import styles from './SignIn.module.css';

const icons: Record<Role, IconName> = { secretary: 'gavel', judge: 'screen', specialist: 'pulse', administrator: 'gear' };

/** The demonstration hall is open to anyone who wants to look: one press, no password. */
export function DemoRoles() {
  const { t } = useTranslation();
  const say = useWords();
  const [error, setError] = useState<AppError | null>(null);
  const enter = async (role: Role) => {
    const result = await session.loginDemo(role);
    setError(result.ok ? null : result.error);
  };
  return (
    <section className={styles.demo} aria-labelledby="demo-roles">
      <p className={styles.demoNote}><Icon name="play" />{t('signin.demo_note')}</p>
      <h2 id="demo-roles">{t('signin.choose_role')}</h2>
      <div className={styles.roles}>
        {roles.map((role) => (
          <button key={role} type="button" className={styles.role} autoFocus={role === 'secretary'} onClick={() => void enter(role)}>
            <Icon name={icons[role]} className={styles.roleIcon} />
            <span>
              <span className={styles.roleName}>{say(words.userRole[role])}</span>
              <span className={styles.roleDoes}>{t(`signin.does.${role}`)}</span>
            </span>
          </button>
        ))}
      </div>
      {error && <ErrorNote error={error} />}
    </section>
  );
}
