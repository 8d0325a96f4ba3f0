import type { StorageStatus, TargetStatus } from '#shared/contract/status.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { Fact, Facts } from '../ui/Facts.tsx';
import { StateSign } from '../ui/StateSign.tsx';
import styles from './DiskFacts.module.css';
import { hoursOn } from './hours.ts';

/** One recording disk as it is now: is it written to, for how long still, what does it lack, and what is to be done. */
export function DiskFacts({ disk, storage }: { disk: TargetStatus; storage: StorageStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { path, state, detail, sinceMs, behindFiles, sameDisk } = disk;
  const hours = hoursOn(disk, storage);
  return (
    <div className={styles.disk}>
      <code className={styles.path}>{path}</code>
      <Facts>
        <Fact name={t('disks.state_name')}><StateSign tone={state === 'ok' ? 'good' : 'bad'}>{t(`disks.state.${state}`)}</StateSign></Fact>
        <Fact name={t('disks.since')}>{format.date(sinceMs)} {format.seconds(sinceMs)}</Fact>
        <Fact name={t('disks.free')}><Space disk={disk} /></Fact>
        <Fact name={t('disks.hours')}>{hours === null ? '–' : format.hours(hours)}</Fact>
        <Fact name={t('disks.behind')}>{format.number(behindFiles)}</Fact>
        {detail !== '' && <Fact name={t('common.technical_detail')}><code className={styles.path}>{detail}</code></Fact>}
      </Facts>
      {sameDisk && <p className={styles.todo}>{t('disks.same_disk')}</p>}
      {state !== 'ok' && <p className={styles.todo}>{t(`disks.todo.${state}`)}</p>}
    </div>
  );
}

function Space({ disk: { freeBytes, totalBytes } }: { disk: TargetStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (freeBytes === null || totalBytes === null) return '–';
  return (
    <>
      {t('disks.of', { part: format.size(freeBytes), whole: format.size(totalBytes) })}
      <progress className={styles.bar} max={1} value={1 - freeBytes / Math.max(1, totalBytes)} aria-hidden="true" />
    </>
  );
}
