import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Settings.module.css';

/** Shown only after the console has answered: then it is on disk. */
export function SavedNote() {
  const { t } = useTranslation();
  return <p className={styles.saved} role="status"><Icon name="check" />{t('common.saved')}</p>;
}
