import type { Camera } from '#shared/domain/hall.ts';
import { isClosedToPublic } from '#shared/domain/hearing/transitions.ts';
import { useTranslation } from 'react-i18next';
import { useHearing, useSettings, useStatus } from '../stores/live.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { barDanger, barState, type BarDanger } from '../ui/statebar/barState.ts';
import styles from './HallDisplay.module.css';
import judge from './JudgeDisplay.module.css';
import { Stage } from './Stage.tsx';
import { StateRow } from './StateRow.tsx';
import { TestPicture } from './TestPicture.tsx';
import { useOffWord } from './useOffWord.ts';
import { useStage } from './useStage.ts';
import { useTextSizes } from './useTextSizes.ts';
import { Voice } from './Voice.tsx';

const noCameras: readonly Camera[] = [];

/**
 * For everybody in the room: the state of the hearing, its length, the clock, those elsewhere and who speaks. Nothing
 * internal – no devices, faults or reasons; where it is not certain that all is recorded, it claims nothing.
 */
export function HallDisplay() {
  const { t } = useTranslation();
  const status = useStatus((s) => s.status);
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const { hearing } = useHearing(status?.currentHearingId ?? null);
  const { silentMs } = useConsoleClock(1000);
  const off = useOffWord(hearing);
  const isOpen = hearing !== null && !isClosedToPublic(hearing.phase);
  const state = useStage('hall', hearing, (isOpen ? hall?.cameras : null) ?? noCameras);
  const known = status !== null && (status.currentHearingId === null || hearing !== null) && !isDoubtful(barDanger(hearing, status, silentMs));
  return (
    <main className={judge.display} data-layout={state.layout} style={useTextSizes()} aria-label={t('judge.hall_title')}>
      <StateRow hearing={hearing} state={barState(hearing, known, status?.hallCheck)} danger={null} />
      {state.stage.large.length > 0 ? (
        <section className={styles.stage} aria-label={t('judge.pictures')}><Stage state={state} off={off} /></section>
      ) : (
        <section className={styles.place}>
          <p className={styles.court}>{hall?.court ?? ''}</p>
          <p>{hall?.name ?? ''}</p>
          {hearing && <p>{hearing.schedule.caseNumber}</p>}
          {known && !hearing && <p>{t('judge.no_hearing')}</p>}
        </section>
      )}
      <Voice recorded={hearing !== null && off === null} state={state} />
      {known && <TestPicture hearing={hearing} />}
      {hall?.demo && <p className={judge.watermark} aria-hidden="true">{t('judge.demo')}</p>}
    </main>
  );
}

/** A lost camera beside others that record is no matter of the public; no recording at all is. */
const isDoubtful = (danger: BarDanger | null): boolean =>
  danger !== null && (danger.kind === 'console_silent' || danger.reasons.includes('nothing_captured'));
