import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import styles from './CopyText.module.css';

/** A path or a hash: shown whole, copied with one press. */
export function CopyText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <p className={styles.line}>
      <code className={styles.text}>{text}</code>
      <Button icon="copy" onClick={() => void navigator.clipboard.writeText(text)}>{t('common.copy')}</Button>
    </p>
  );
}
