import type { ConsoleStatus } from '#shared/contract/status.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StateSign, type Tone } from '../../ui/StateSign.tsx';
import styles from './Diagnostics.module.css';

const serviceTone: Record<ConsoleStatus['services'][number]['state'], Tone> = { running: 'good', starting: 'plain', stopped: 'plain', failed: 'bad' };
const serverTone: Record<ConsoleStatus['courtServer']['state'], Tone> = { connected: 'good', not_configured: 'plain', unreachable: 'bad', refused: 'bad' };

/** What reading the recorded files back has shown. */
export function RecordedFiles({ recorder }: Pick<ConsoleStatus, 'recorder'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('diagnostics.files')}>
      <Facts>
        <Fact name={t('diagnostics.segments')}>{format.number(recorder.segmentsClosed)}</Fact>
        <Fact name={t('diagnostics.verified')}>{format.number(recorder.segmentsVerified)}</Fact>
        <Fact name={t('diagnostics.damaged')}>
          {recorder.segmentsDamaged === 0 ? '0' : <StateSign tone="bad">{format.number(recorder.segmentsDamaged)}</StateSign>}
        </Fact>
        <Fact name={t('diagnostics.last_verified')}>{recorder.lastVerifiedAtMs === null ? '–' : format.seconds(recorder.lastVerifiedAtMs)}</Fact>
      </Facts>
    </Panel>
  );
}

/** The console's own services, and the court server it talks to. */
export function Services({ status: { services, courtServer } }: { status: ConsoleStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('diagnostics.services')}>
      <Facts>
        {services.map((s) => (
          <Fact key={s.name} name={t(`diagnostics.service.${s.name}`)}>
            <StateSign tone={serviceTone[s.state]}>{t(`diagnostics.service_state.${s.state}`)}</StateSign>
            <span className={styles.id}> {s.pid === null ? '' : `pid ${s.pid}`} {s.detail}</span>
          </Fact>
        ))}
        <Fact name={t('diagnostics.court_server')}>
          <StateSign tone={serverTone[courtServer.state]}>{t(`statebar.server.${courtServer.state}`)}</StateSign>
          <span className={styles.id}> {format.seconds(courtServer.sinceMs)} {courtServer.url ?? ''}</span>
        </Fact>
      </Facts>
    </Panel>
  );
}
