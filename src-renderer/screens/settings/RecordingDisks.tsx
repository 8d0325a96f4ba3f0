import type { TargetStatus } from '#shared/contract/status.ts';
import { useTranslation } from 'react-i18next';
import { DiskFacts } from '../../disks/DiskFacts.tsx';
import { useStatus } from '../../stores/live.ts';
import { Panel } from '../../ui/Panel.tsx';
import { SecondFolder } from './SecondFolder.tsx';
import styles from './Settings.module.css';

/** The two places that everything is recorded to. The first is the console's own; the second is chosen here. */
export function RecordingDisks({ saved }: { saved: string | null }) {
  const { t } = useTranslation();
  const [first, second] = useStatus((s) => s.status?.recorder.targets) ?? [];
  return (
    <div className={styles.stack}>
      <p className={styles.quiet}>{t('disks.meaning')}</p>
      <div className={styles.halves}>
        <Panel title={t('disks.first')}>
          <div className={styles.stack}>
            <Now disk={first} />
            <p className={styles.quiet}>{t('disks.first_fixed')}</p>
          </div>
        </Panel>
        <Panel title={t('disks.second')}>
          <div className={styles.stack}>
            {saved === null && !second ? <p>{t('disks.none')}</p> : <Now disk={second} />}
            <SecondFolder saved={saved} />
          </div>
        </Panel>
      </div>
    </div>
  );
}

function Now({ disk }: { disk: TargetStatus | undefined }) {
  const { t } = useTranslation();
  const storage = useStatus((s) => s.status?.storage);
  return disk && storage ? <DiskFacts disk={disk} storage={storage} /> : <p className={styles.quiet}>{t('disks.unknown')}</p>;
}
