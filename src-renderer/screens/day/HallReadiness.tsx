import type { ConsoleStatus } from '#shared/contract/status.ts';
import { lostDeviceIds } from '#shared/domain/safety.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useSettings, useStatus } from '../../stores/live.ts';
import { useQuery } from '../../stores/useCall.ts';
import { Panel } from '../../ui/Panel.tsx';
import { CheckLine } from './CheckLine.tsx';
import styles from './Day.module.css';

/** Below this many hours of disk a whole day may not fit. */
const enoughHours = 10;

/** Is the hall fit for a hearing (K336-7, K7-16)? Its last check, and what the machine itself can tell. */
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
        <CheckedLine />
        <MachineLines status={status} />
      </ul>
    </Panel>
  );
}

/** The check that somebody made in earnest: made today, or it says nothing of today. */
function CheckedLine() {
  const { t } = useTranslation();
  const { data } = useQuery('readiness.get', {});
  if (!data) return null;
  const items = data.isToday ? (data.last?.items ?? []) : [];
  const failed = items.filter(({ outcome }) => outcome === 'failed').length;
  const value = items.length === 0 ? t('readiness.old') : failed > 0 ? t('readiness.failed', { number: failed }) : t('readiness.ready');
  return <CheckLine good={items.length > 0 && failed === 0} name={t('readiness.title')} value={value} />;
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
