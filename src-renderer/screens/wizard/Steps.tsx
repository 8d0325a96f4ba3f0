import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Wizard.module.css';

/** Where one is among the steps. */
export function Steps({ names, at }: { names: readonly string[]; at: number }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.steps} aria-label={t('wizard.steps')}>
      {names.map((name, index) => (
        <li key={name} className={styles.step} aria-current={index === at ? 'step' : undefined}>
          <span className={styles.number}>{index < at ? <Icon name="check" /> : index + 1}</span>
          {name}
        </li>
      ))}
    </ol>
  );
}
