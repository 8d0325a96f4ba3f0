import type { Camera } from '#shared/domain/hall.ts';
import { useTranslation } from 'react-i18next';
import { useHearing, useSettings, useStatus } from '../stores/live.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { barDanger, barState } from '../ui/statebar/barState.ts';
import styles from './JudgeDisplay.module.css';
import { JudgeNotices } from './JudgeNotices.tsx';
import { JudgePictures } from './JudgePictures.tsx';
import { StateRow } from './StateRow.tsx';
import { TestPicture } from './TestPicture.tsx';
import { useStage } from './useStage.ts';
import { useTextSizes } from './useTextSizes.ts';

const noCameras: readonly Camera[] = [];

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
  const state = useStage('judge', hearing, useSettings((s) => s.settings?.hall.cameras) ?? noCameras);
  const { silentMs } = useConsoleClock(1000);
  const { t } = useTranslation();
  return (
    <main className={styles.display} data-layout={state.layout} style={useTextSizes()} aria-label={t('judge.title')}>
      {known ? (
        <>
          <StateRow hearing={hearing} state={barState(hearing, known, status.hallCheck)} danger={barDanger(hearing, status, silentMs)} />
          <JudgePictures hearing={hearing} state={state} />
          <JudgeNotices hearing={hearing} />
        </>
      ) : <p className={styles.unknown} role="status">{t('common.connecting')}</p>}
      {known && <TestPicture hearing={hearing} />}
      {demo && <p className={styles.watermark} aria-hidden="true">{t('judge.demo')}</p>}
    </main>
  );
}
