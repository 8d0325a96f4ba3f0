import type { CaptureStatus, RecorderStatus } from '#shared/contract/status.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Diagnostics.module.css';
import { StateSign } from './StateSign.tsx';

const columns = ['device', 'state', 'pid', 'since', 'fps', 'speed', 'dropped', 'restarts', 'start', 'media'] as const;

/** The device tree: every capture process with the devices it owns, as it is right now. */
export function Captures({ recorder, hall, nowMs }: { recorder: RecorderStatus; hall: Hall | null; nowMs: number }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('diagnostics.devices')} className={styles.wide} aside={<p className={styles.aside}>{t(`diagnostics.mode.${recorder.mode}`)} · {t('diagnostics.encoder', { name: recorder.encoder })}</p>}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead><tr>{columns.map((c) => <th key={c} scope="col">{t(`diagnostics.column.${c}`)}</th>)}</tr></thead>
          <tbody>
            {recorder.captures.length === 0 && <tr><td colSpan={columns.length}>{t('diagnostics.no_captures')}</td></tr>}
            {recorder.captures.map((c) => <CaptureRow key={c.captureId} capture={c} hall={hall} nowMs={nowMs} />)}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

const stateTone = { running: 'good', starting: 'plain', stopped: 'plain', lost: 'bad' } as const;

function CaptureRow({ capture: c, hall, nowMs }: { capture: CaptureStatus; hall: Hall | null; nowMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const devices = [...(hall?.cameras ?? []), ...(hall?.microphones ?? [])].filter((d) => c.deviceIds.includes(d.id));
  const show = (value: number | null, decimals = 0) => (value === null ? '–' : format.number(value, decimals));
  return (
    <tr data-bad={c.state === 'lost'}>
      <th scope="row">
        <p className={styles.capture}><Icon name={c.kind === 'video' ? 'camera' : 'microphone'} /> {c.captureId}</p>
        <ul className={styles.owned}>{devices.map((d) => <li key={d.id}>{d.label} <span className={styles.id}>{d.id} · {d.source.type}</span></li>)}</ul>
        {c.cause && <p className={styles.cause}>{c.cause}</p>}
      </th>
      <td><StateSign tone={stateTone[c.state]}>{t(`diagnostics.capture_state.${c.state}`)}</StateSign></td>
      <td>{c.pid ?? '–'}</td>
      <td>{format.seconds(c.sinceMs)}<br /><span className={styles.id}>{format.shortElapsed(nowMs - c.sinceMs)}</span></td>
      <td>{show(c.fps, 1)}</td>
      <td>{show(c.speed, 2)}</td>
      <td>{show(c.droppedFrames)}</td>
      <td>{show(c.restarts)}</td>
      <td>{c.startTookMs === null ? '–' : t('diagnostics.ms', { count: c.startTookMs })}</td>
      <td>{c.mediaUntilMs === null ? '–' : t('diagnostics.ms', { count: Math.max(0, Math.round(nowMs - c.mediaUntilMs)) })}</td>
    </tr>
  );
}
