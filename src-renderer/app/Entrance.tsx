import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DisplaySwitches } from '../ui/statebar/DisplaySwitches.tsx';
import styles from './Entrance.module.css';

/** The frame of everything before somebody is signed in. */
export function Entrance({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.entrance}>
      <header className={styles.header}>
        <p className={styles.name}>{t('common.product')}</p>
        <DisplaySwitches />
      </header>
      <main className={styles.main}>
        <div className={wide ? styles.wide : styles.narrow}>{children}</div>
      </main>
    </div>
  );
}
