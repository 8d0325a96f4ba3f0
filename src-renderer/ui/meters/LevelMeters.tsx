import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../Icon.tsx';
import { softHyphens } from '../softHyphens.ts';
import type { CaptureState, ChannelCondition } from './condition.ts';
import styles from './LevelMeters.module.css';
import { useMeters, type MeterFeed } from './useMeters.ts';

interface MeterChannel {
  id: string;
  label: string;
}

interface Props {
  channels: readonly MeterChannel[];
  feed: MeterFeed;
  captureOf: (id: string) => CaptureState;
  /** The channel listened to; null is the mix. */
  soloId?: string | null;
  onSolo?: (id: string) => void;
  /** Caps and aria shortcut of the key that listens to the n-th channel. */
  soloKeyOf?: (index: number) => { cap: string; aria: string } | null;
}

const scaleDb = [0, -20, -40, -60] as const;

/** Level of every microphone in dBFS. Muted, silent and lost are told apart by picture, sign and word. */
export function LevelMeters({ channels, feed, captureOf, soloId = null, onSolo, soloKeyOf }: Props) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const meters = useMeters(canvas, channels.map((c) => c.id), feed, captureOf);
  const allOff = channels.every((c) => (meters.conditions[c.id] ?? 'off') === 'off');
  return (
    <section className={styles.panel} aria-label={t('insession.meters.title')}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('insession.meters.title')}{allOff && ` · ${t('insession.meters.off')}`}</h2>
        {meters.clipped.length > 0 && (
          <button type="button" className={styles.clear} onClick={meters.clearClips}>{t('insession.meters.clearClips')}</button>
        )}
      </header>
      <div className={styles.scale} aria-hidden="true">
        {scaleDb.map((db) => <span key={db}>{db === 0 ? '0' : `−${-db}`}</span>)}
      </div>
      <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
      <ul className={styles.labels}>
        {channels.map((channel, index) => (
          <li key={channel.id}>
            <ChannelLabel
              channel={channel}
              condition={meters.conditions[channel.id] ?? 'off'}
              told={!allOff}
              clipped={meters.clipped.includes(channel.id)}
              solo={soloId === channel.id}
              shortcut={soloKeyOf?.(index) ?? null}
              onSolo={onSolo}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface LabelProps {
  channel: MeterChannel;
  condition: ChannelCondition;
  /** Its condition is said here; where all are off it is said once for all. */
  told: boolean;
  clipped: boolean;
  solo: boolean;
  shortcut: { cap: string; aria: string } | null;
  onSolo: ((id: string) => void) | undefined;
}

function ChannelLabel({ channel, condition, told, clipped, solo, shortcut, onSolo }: LabelProps) {
  const { t } = useTranslation();
  const words = [condition === 'live' || !told ? null : t(`insession.meters.${condition}`), clipped ? t('insession.meters.clipped') : null];
  const text = (
    <>
      <span className={styles.name}>{softHyphens(channel.label)}</span>
      <ConditionSign condition={condition} words={words.filter((w) => w !== null).join(' · ')} />
    </>
  );
  if (!onSolo) return <span className={styles.label} data-condition={condition}>{text}</span>;
  const title = t('insession.meters.listenTo', { channel: channel.label });
  return (
    <button
      type="button" className={styles.label} data-condition={condition} aria-pressed={solo}
      aria-keyshortcuts={shortcut?.aria} title={shortcut ? `${title} (${shortcut.cap})` : title} onClick={() => onSolo(channel.id)}
    >
      {text}
    </button>
  );
}

function ConditionSign({ condition, words }: { condition: ChannelCondition; words: string }) {
  if (words === '') return null;
  const icon = condition === 'muted' ? 'microphone_off' : condition === 'lost' ? 'warning' : null;
  return (
    <span className={styles.condition}>
      {icon && <Icon name={icon} />}
      <span className={styles.conditionWords}>{words}</span>
    </span>
  );
}
