import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useSettings, useStatus } from '../stores/live.ts';
import { isTakenBy } from '../ui/statebar/barState.ts';
import styles from './TestPicture.module.css';

const bars = ['white', 'yellow', 'cyan', 'green', 'magenta', 'red', 'blue', 'black'] as const;

/** For whoever walks round the hall and looks whether every monitor shows something. Never over a hearing, nor over its recess. */
export function TestPicture({ hearing }: { hearing: Hearing | null }) {
  const { t } = useTranslation();
  const isOn = useStatus((s) => s.status !== null && (s.status.patternUntilMs ?? 0) > s.status.nowMs);
  const hall = useSettings((s) => s.settings?.hall ?? null);
  if (!isOn || isTakenBy(hearing)) return null;
  return (
    <div className={styles.picture} role="img" aria-label={t('readiness.pattern_title')}>
      <div className={styles.bars}>{bars.map((bar) => <span key={bar} className={styles[bar]} />)}</div>
      <p className={styles.words}>{t('readiness.pattern_title')} · {hall?.name ?? ''}</p>
    </div>
  );
}
