import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useHearing, useSettings, useStatus } from '../stores/live.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import { barDanger, barState, hearingLengthMs } from '../ui/statebar/barState.ts';
import styles from './JudgeDisplay.module.css';
import { JudgeNotices } from './JudgeNotices.tsx';
import { JudgePictures } from './JudgePictures.tsx';
import { fontSizePx, readable, unmissable, usualViewing } from './textSize.ts';

/**
 * For a second's glance from five metres: is it being recorded, who speaks, what is waited for. It has
 * no controls; the judge gives orders by voice. Until the console has spoken it claims nothing.
 */
export function JudgeDisplay() {
  const status = useStatus((s) => s.status);
  const hearingId = status?.currentHearingId ?? null;
  const { hearing } = useHearing(hearingId);
  const known = status !== null && (hearingId === null || hearing !== null);
  const demo = useSettings((s) => s.settings?.hall.demo ?? false);
  const { t } = useTranslation();
  return (
    <main className={styles.display} style={useTextSizes()} aria-label={t('judge.title')}>
      {known ? (
        <>
          <StateRow hearing={hearing} />
          <JudgePictures hearing={hearing} />
          <JudgeNotices hearing={hearing} />
        </>
      ) : <p className={styles.unknown} role="status">{t('common.connecting')}</p>}
      {demo && <p className={styles.watermark} aria-hidden="true">{t('judge.demo')}</p>}
    </main>
  );
}

/** Text sizes for this display and the eye that reads it, as CSS lengths. */
function useTextSizes(): CSSProperties {
  const [size, setSize] = useState({ widthPx: window.innerWidth, heightPx: window.innerHeight });
  useEffect(() => {
    const onResize = () => setSize({ widthPx: window.innerWidth, heightPx: window.innerHeight });
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  const px = (minutes: number) => `${fontSizePx({ ...usualViewing, ...size }, minutes).toFixed(1)}px`;
  return { '--readable': px(readable), '--unmissable': px(unmissable) } as CSSProperties;
}

function StateRow({ hearing }: { hearing: Hearing | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useStatus((s) => s.status);
  const { nowMs, silentMs } = useConsoleClock(250);
  const state = barState(hearing);
  const danger = barDanger(hearing, status, silentMs);
  const lengthMs = nowMs === null ? null : hearingLengthMs(hearing, nowMs);
  const word = danger ? t(`statebar.danger.${danger.kind}`) : t(`statebar.state.${state.word}`);
  return (
    <header className={styles.row}>
      <div className={cx(styles.state, danger ? styles.danger : styles[state.tone])} role="status" data-length={word.length > 16 ? 'long' : 'short'}>
        <Icon name={danger ? 'triangle' : state.icon} className={styles.sign} />
        <p className={styles.word}>{word}</p>
        {!danger && state.closedToPublic && <Icon name="lock" className={styles.sign} />}
      </div>
      <div className={styles.times}>
        {lengthMs !== null && <p className={styles.length} aria-label={t('statebar.length')}>{format.elapsed(lengthMs)}</p>}
        <p className={styles.clock}>{nowMs === null ? '–' : format.time(nowMs)}</p>
      </div>
    </header>
  );
}
