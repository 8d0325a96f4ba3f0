import { useTranslation } from 'react-i18next';
import { useSettings } from '../../stores/live.ts';
import styles from './Readiness.module.css';

/** Which microphones to walk to next while the hall is being checked. */
export function NotHeard({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation();
  const microphones = useSettings((s) => s.settings?.hall.microphones ?? []);
  const names = microphones.filter(({ id }) => ids.includes(id)).map(({ label }) => label).join(', ');
  return <p className={styles.now} role="status">{names === '' ? t('readiness.all_heard') : t('readiness.not_heard_yet', { names })}</p>;
}
