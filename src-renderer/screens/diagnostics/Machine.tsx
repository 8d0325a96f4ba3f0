import type { ConsoleStatus } from '#shared/contract/status.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Diagnostics.module.css';
import { StateSign, type Tone } from './StateSign.tsx';

const serviceTone: Record<ConsoleStatus['services'][number]['state'], Tone> = { running: 'good', starting: 'plain', stopped: 'plain', failed: 'bad' };
const serverTone: Record<ConsoleStatus['courtServer']['state'], Tone> = { connected: 'good', not_configured: 'plain', unreachable: 'bad', refused: 'bad' };

/** How much can still be recorded, and what reading the files back has shown. */
export function Storage({ status: { recorder, storage } }: { status: ConsoleStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const usedShare = 1 - storage.freeBytes / Math.max(1, storage.totalBytes);
  return (
    <Panel title={t('diagnostics.storage')}>
      <progress className={styles.bar} max={1} value={usedShare} aria-label={t('diagnostics.storage')} />
      <dl className={styles.facts}>
        <Fact name={t('diagnostics.free')}>{t('diagnostics.of', { part: format.size(storage.freeBytes), whole: format.size(storage.totalBytes) })}</Fact>
        <Fact name={t('diagnostics.hours_left')}>{format.hours(storage.hoursLeft)}</Fact>
        <Fact name={t('diagnostics.folder')}><code className={styles.path}>{storage.path}</code></Fact>
        <Fact name={t('diagnostics.segments')}>{format.number(recorder.segmentsClosed)}</Fact>
        <Fact name={t('diagnostics.verified')}>{format.number(recorder.segmentsVerified)}</Fact>
        <Fact name={t('diagnostics.damaged')}>
          {recorder.segmentsDamaged === 0 ? '0' : <StateSign tone="bad">{format.number(recorder.segmentsDamaged)}</StateSign>}
        </Fact>
        <Fact name={t('diagnostics.last_verified')}>{recorder.lastVerifiedAtMs === null ? '–' : format.seconds(recorder.lastVerifiedAtMs)}</Fact>
      </dl>
    </Panel>
  );
}

/** The console's own services, and the court server it talks to. */
export function Services({ status: { services, courtServer } }: { status: ConsoleStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('diagnostics.services')}>
      <dl className={styles.facts}>
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
      </dl>
    </Panel>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.fact}><dt>{name}</dt><dd>{children}</dd></div>
);
