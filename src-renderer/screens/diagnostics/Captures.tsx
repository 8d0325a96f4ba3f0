import type { RecorderStatus } from '#shared/contract/status.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import { captureGroups, isTroubled, type CaptureGroup, type CaptureLine } from './captureGroups.ts';
import styles from './Diagnostics.module.css';

const columns = ['device', 'state', 'pid', 'since', 'fps', 'speed', 'dropped', 'restarts', 'start', 'media'] as const;

/** Every capture process, pictures and sound apart, as it is right now. */
export function Captures({ recorder, hall, nowMs }: { recorder: RecorderStatus; hall: Hall | null; nowMs: number }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('diagnostics.devices')} className={styles.wide} aside={<p className={styles.aside}>{t(`diagnostics.mode.${recorder.mode}`)} · {t('diagnostics.encoder', { name: recorder.encoder })}</p>}>
      <div className={styles.scroll}>
        <table className={cx(styles.table, styles.captures)}>
          <thead><tr>{columns.map((c) => <th key={c} scope="col">{t(`diagnostics.column.${c}`)}</th>)}</tr></thead>
          {recorder.captures.length === 0 && <tbody><tr><td colSpan={columns.length}>{t('diagnostics.no_captures')}</td></tr></tbody>}
          {captureGroups(recorder, hall).map((g) => <Group key={g.group} of={g} nowMs={nowMs} />)}
        </table>
      </div>
    </Panel>
  );
}

function Group({ of: { group, lines, troubled }, nowMs }: { of: CaptureGroup; nowMs: number }) {
  const { t } = useTranslation();
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={columns.length}>
          {t(`diagnostics.group.${group}`)} · {t('diagnostics.recordings', { count: lines.length })}
          {troubled > 0 && <> <StateSign tone="bad">{t('diagnostics.troubled', { number: troubled })}</StateSign></>}
        </th>
      </tr>
      {lines.map((line) => <Row key={line.capture.captureId} line={line} nowMs={nowMs} />)}
    </tbody>
  );
}

function Row({ line, nowMs }: { line: CaptureLine; nowMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const c = line.capture;
  const show = (value: number | null, decimals = 0) => (value === null ? '–' : format.number(value, decimals));
  return (
    <tr data-bad={isTroubled(line)}>
      <th scope="row">
        <p className={styles.capture}>
          <Icon name={line.kind === 'camera' ? 'camera' : 'microphone'} />
          <span>{line.name ?? t('diagnostics.all_microphones')} <span className={styles.id}>{t(`diagnostics.capture_kind.${line.kind}`)} · {c.captureId}</span></span>
        </p>
        <Trouble line={line} />
      </th>
      <td><State line={line} /></td>
      <td>{c.pid ?? '–'}</td>
      <td>{format.seconds(c.sinceMs)} <span className={styles.id}>{format.shortElapsed(nowMs - c.sinceMs)}</span></td>
      <td>{show(c.fps, 1)}</td>
      <td>{show(c.speed, 2)}</td>
      <td>{show(c.droppedFrames)}</td>
      <td>{show(c.restarts)}</td>
      <td>{c.startTookMs === null ? '–' : t('diagnostics.ms', { count: c.startTookMs })}</td>
      <td>{c.mediaUntilMs === null ? '–' : t('diagnostics.ms', { count: Math.max(0, Math.round(nowMs - c.mediaUntilMs)) })}</td>
    </tr>
  );
}

const tones = { running: 'good', starting: 'plain', stopped: 'plain', lost: 'bad' } as const;

/** Of a device that is recorded elsewhere, and of all microphones together, nobody says that there is no signal. */
function State({ line: { capture, kind, spared } }: { line: CaptureLine }) {
  const { t } = useTranslation();
  return <StateSign tone={tones[capture.state]}>{t(capture.state === 'lost' && (spared || kind === 'joint') ? 'diagnostics.interrupted' : `diagnostics.capture_state.${capture.state}`)}</StateSign>;
}

function Trouble({ line: { capture, absent, spared } }: { line: CaptureLine }) {
  const { t } = useTranslation();
  const words = [
    capture.cause,
    absent.length > 0 ? t('diagnostics.without', { devices: absent.join(', ') }) : null,
    spared ? t('diagnostics.spared_means') : null,
  ].filter((word) => word !== null);
  return words.length > 0 && <p className={styles.cause}>{words.join(' · ')}</p>;
}
