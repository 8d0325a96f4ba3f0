import type { Output } from '#shared/contract/index.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useQuery } from '../../stores/useCall.ts';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './After.module.css';

type Info = Output<'recording.info'>;

/** Where the recording lies, what is in it, and that it was read back and sealed (K336-20, K336-26). */
export function RecordingTab({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const { data, error, reload } = useQuery('recording.info', { hearingId: hearing.hearingId });
  useEffect(reload, [reload, hearing.phase.name]);
  return (
    <div className={styles.stack}>
      {error && <ErrorNote error={error} onRetry={reload} />}
      <div className={styles.halves}>
        <SealPanel hearing={hearing} />
        {data && <CheckPanel info={data} gaps={hearing.gaps.length} />}
      </div>
      {data && <Panel title={t('after.recording.folder')}><CopyText text={data.dir} /></Panel>}
      {data && <Tracks info={data} />}
    </div>
  );
}

function SealPanel({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { phase } = hearing;
  if (phase.name !== 'sealed' && phase.name !== 'handed_over') {
    return <Panel title={t('after.recording.seal')}><p className={styles.quiet}>{t('after.recording.sealing')}</p></Panel>;
  }
  return (
    <Panel title={t('after.recording.seal')}>
      <p className={styles.fact}><Icon name="lock" />{t('after.recording.sealed_at', { time: format.dateTime(phase.atMs) })}</p>
      <p className={styles.quiet}>{t('after.recording.manifest')}</p>
      <CopyText text={phase.manifestSha256} />
    </Panel>
  );
}

function CheckPanel({ info, gaps }: { info: Info; gaps: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { closed, verified, damaged } = info.segments;
  const whole = closed > 0 && verified === closed && damaged === 0;
  return (
    <Panel title={t('after.recording.check')}>
      <p className={styles.fact}>
        <Icon name={whole ? 'check' : 'clock'} className={whole ? styles.done : undefined} />
        {t('after.recording.verified', { verified: format.number(verified), closed: format.number(closed) })}
      </p>
      {damaged > 0 && <p className={styles.warning}><Icon name="warning" />{t('after.recording.damaged', { number: damaged })}</p>}
      <p className={styles.quiet}>{t('after.recording.gaps', { number: gaps })}</p>
    </Panel>
  );
}

function Tracks({ info }: { info: Info }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('after.recording.tracks', { number: info.tracks.length })}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('after.recording.track')}</th>
            <th scope="col">{t('after.recording.length')}</th>
            <th scope="col">{t('after.recording.segments')}</th>
            <th scope="col">{t('after.recording.size')}</th>
          </tr>
        </thead>
        <tbody>
          {info.tracks.map((track) => (
            <tr key={track.trackId}>
              <th scope="row"><Icon name={track.kind === 'video' ? 'camera' : 'microphone'} /> {track.label}</th>
              <td>{format.elapsed(track.durationMs)}</td>
              <td>{format.number(track.segments)}</td>
              <td>{format.size(track.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
