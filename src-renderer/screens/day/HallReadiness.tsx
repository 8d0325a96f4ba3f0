import type { ConsoleStatus } from '#shared/contract/status.ts';
import { lostDeviceIds } from '#shared/domain/safety.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useSettings, useStatus } from '../../stores/live.ts';
import { Panel } from '../../ui/Panel.tsx';
import { CheckLine } from './CheckLine.tsx';
import styles from './Day.module.css';

/** Below this many hours of disk a whole day may not fit. */
const enoughHours = 10;

/** Is the hall fit for a hearing (K336-7, K7-16)? What the machine itself can tell. */
export function HallReadiness() {
  const { t } = useTranslation();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const status = useStatus((s) => s.status);
  if (!hall || !status) return null;
  return (
    <Panel title={t('day.hall', { name: hall.name })}>
      <ul className={styles.lines}>
        <CheckLine good={hall.cameras.length > 0} name={t('day.cameras')} value={String(hall.cameras.length)} />
        <CheckLine good={hall.microphones.length > 0} name={t('day.microphones')} value={String(hall.microphones.length)} />
        <MachineLines status={status} />
      </ul>
    </Panel>
  );
}

function MachineLines({ status }: { status: ConsoleStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lost = lostDeviceIds(status.recorder).length;
  const failed = status.services.filter((s) => s.state === 'failed').map((s) => s.name);
  return (
    <>
      {lost > 0 && <CheckLine good={false} name={t('day.lost_devices')} value={format.number(lost)} />}
      <CheckLine good={status.storage.hoursLeft >= enoughHours} name={t('day.disk')} value={format.hours(status.storage.hoursLeft)} />
      <CheckLine good={status.courtServer.state === 'connected'} name={t('statebar.court_server')} value={t(`statebar.server.${status.courtServer.state}`)} />
      <CheckLine good={failed.length === 0} name={t('day.services')} value={failed.length === 0 ? t('day.services_good') : failed.join(', ')} />
    </>
  );
}
