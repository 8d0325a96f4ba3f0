import type { User } from '#shared/contract/schemas.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/useWords.ts';
import { session } from '../stores/live.ts';
import { Icon } from '../ui/Icon.tsx';
import { hashOf } from './route.ts';
import type { ScreenLink } from './screens.ts';
import styles from './Rail.module.css';

/** Screens of this role, one under the other; Alt with the number does the same. */
export function Rail({ links, current, user }: { links: readonly ScreenLink[]; current: string; user: User }) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <nav className={styles.rail} aria-label={t('shell.screens')}>
      {links.map((link) => (
        <a key={link.name} className={styles.link} href={hashOf(link.route)} aria-current={link.name === current ? 'page' : undefined} aria-keyshortcuts={`Alt+${link.keyCode.slice(-1)}`}>
          <Icon name={link.icon} className={styles.icon} />
          <span>{t(`shell.screen.${link.name}`)}</span>
          <kbd className={styles.key}>{t('shell.alt_key', { digit: link.keyCode.slice(-1) })}</kbd>
        </a>
      ))}
      <div className={styles.person}>
        <Icon name="person" />
        <p className={styles.name} title={`${user.name} · ${say(words.userRole[user.role])}`}>{user.name}</p>
        <button type="button" className={styles.exit} onClick={() => void session.logout()}>
          <Icon name="exit" />
          {t('shell.sign_out')}
        </button>
      </div>
    </nav>
  );
}
