import { audioCaptureId } from '#shared/domain/hall.ts';
import { useTranslation } from 'react-i18next';
import { IncidentList } from '../../incidents/IncidentList.tsx';
import { IncidentsButton } from '../../incidents/IncidentsButton.tsx';
import { levels, useHearing, useSettings, useStatus } from '../../stores/live.ts';
import { LevelMeters } from '../../ui/meters/LevelMeters.tsx';
import { useCaptureOf } from '../../ui/meters/useCaptureOf.ts';
import { Panel } from '../../ui/Panel.tsx';
import { deviceNames } from '../../ui/statebar/barState.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { Captures } from './Captures.tsx';
import styles from './Diagnostics.module.css';
import { Disks } from './Disks.tsx';
import { KeyboardTest } from './KeyboardTest.tsx';
import { Links } from './Links.tsx';
import { Log } from './Log.tsx';
import { RecordedFiles, Services } from './Machine.tsx';
import { Queue } from './Queue.tsx';
import { TimeGraph } from './TimeGraph.tsx';
import { useHistories } from './useHistories.ts';

/** The specialist's screen: what runs, what failed, since when, and what it touches. */
export function Diagnostics() {
  const { t } = useTranslation();
  const status = useStatus((s) => s.status);
  if (!status) return <p className={styles.screen} role="status">{t('common.connecting')}</p>;
  return (
    <div className={styles.screen}>
      <div className={styles.corner}><IncidentsButton /></div>
      <Tabs
        label={t('diagnostics.title')}
        tabs={[
          { id: 'overview', title: t('diagnostics.overview'), content: <Overview /> },
          { id: 'links', title: t('diagnostics.links'), content: <Links /> },
          { id: 'queue', title: t('diagnostics.queue'), content: <Queue queue={status.queue} /> },
          { id: 'incidents', title: t('diagnostics.incidents'), content: <Incidents hearingId={status.currentHearingId} /> },
          { id: 'log', title: t('diagnostics.log'), content: <Log /> },
          { id: 'keyboard', title: t('diagnostics.keyboard'), content: <KeyboardTest /> },
        ]}
      />
    </div>
  );
}

function Overview() {
  const { t } = useTranslation();
  const status = useStatus((s) => s.status);
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const captureOf = useCaptureOf();
  const { speed, peaks } = useHistories(hall);
  if (!status) return null;
  const speedNames = speed.names.map((id) => (id === audioCaptureId ? t('diagnostics.graph_speed_sound') : deviceNames([id], hall).join()));
  return (
    <div className={styles.overview}>
      <Captures recorder={status.recorder} hall={hall} nowMs={status.nowMs} />
      <Disks status={status} />
      <div className={styles.column}>
        <div className={styles.meters}><LevelMeters channels={hall?.microphones ?? []} feed={levels} captureOf={captureOf} /></div>
        <RecordedFiles recorder={status.recorder} />
      </div>
      <div className={styles.column}>
        <Panel title={t('diagnostics.graphs')} className={styles.graphs}>
          <TimeGraph title={t('diagnostics.graph_levels')} history={peaks} range={[-60, 0]} />
          <TimeGraph title={t('diagnostics.graph_speed')} history={{ ...speed, names: speedNames }} range={[0, 2]} />
        </Panel>
        <Services status={status} />
      </div>
    </div>
  );
}

function Incidents({ hearingId }: { hearingId: string | null }) {
  const { t } = useTranslation();
  const { hearing } = useHearing(hearingId);
  return (
    <Panel title={t('diagnostics.incidents')}>
      {hearing ? <IncidentList hearing={hearing} acts /> : <p>{t('incidents.no_hearing')}</p>}
    </Panel>
  );
}
