import type { ConsoleStatus } from '#shared/contract/status.ts';
import { useTranslation } from 'react-i18next';
import { DiskFacts } from '../../disks/DiskFacts.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Diagnostics.module.css';

/** The one or two disks that everything is recorded on. */
export function Disks({ status: { recorder, storage } }: { status: ConsoleStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('disks.title')} className={styles.wide} aside={<p className={styles.aside}>{t('disks.hours')}: {format.hours(storage.hoursLeft)}</p>}>
      {recorder.targets.length === 0 && <p>{t('disks.unknown')}</p>}
      <div className={styles.disks}>
        {recorder.targets.map((disk, place) => (
          <section key={disk.path} className={styles.disk}>
            <h3>{t(place === 0 ? 'disks.first' : 'disks.second')}</h3>
            <DiskFacts disk={disk} storage={storage} />
          </section>
        ))}
      </div>
    </Panel>
  );
}
