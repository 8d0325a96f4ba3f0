import { useTranslation } from 'react-i18next';
import { session } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Wizard.module.css';

export function Welcome({ onSetUp }: { onSetUp: () => void }) {
  const { t } = useTranslation();
  const tryDemo = useCommand('setup.tryDemo');
  const demo = async () => {
    if ((await tryDemo.run({})).ok) await session.prepare();
  };
  return (
    <div className={styles.stack}>
      <h1>{t('wizard.welcome')}</h1>
      <p className={styles.lead}>{t('wizard.lead')}</p>
      {tryDemo.error && <ErrorNote error={tryDemo.error} />}
      <div className={styles.choices}>
        <Panel title={t('wizard.demo')} className={styles.choice}>
          <p>{t('wizard.demo_means')}</p>
          <Button size="large" variant="primary" icon="play" busy={tryDemo.busy} onClick={() => void demo()}>{t('wizard.demo_do')}</Button>
        </Panel>
        <Panel title={t('wizard.real')} className={styles.choice}>
          <p>{t('wizard.real_means')}</p>
          <Button size="large" icon="gear" onClick={onSetUp}>{t('wizard.real_do')}</Button>
        </Panel>
      </div>
    </div>
  );
}
