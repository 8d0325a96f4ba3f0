import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../stores/live.ts';
import styles from './JudgeDisplay.module.css';
import { Stage } from './Stage.tsx';
import { useOffWord } from './useOffWord.ts';
import type { StageState } from './useStage.ts';
import { Voice } from './Voice.tsx';
import { WaitingPhotos } from './WaitingPhotos.tsx';

/** The hall and those elsewhere, and under them who speaks. */
export function JudgePictures({ hearing, state }: { hearing: Hearing | null; state: StageState }) {
  const { t } = useTranslation();
  const hallName = useSettings((s) => s.settings?.hall.name ?? '');
  const off = useOffWord(hearing);
  if (!hearing || state.stage.large.length === 0) {
    return (
      <section className={styles.pictures} data-empty="true">
        <p className={styles.nothing}>{hallName}</p>
        <p className={styles.nothing}>{t('judge.no_hearing')}</p>
      </section>
    );
  }
  return (
    <section className={styles.pictures} aria-label={t('judge.pictures')}>
      <Stage state={state} off={off} />
      <WaitingPhotos hearingId={hearing.hearingId} people={state.waiting} hasPage={state.hasPage} />
      <Voice recorded={off === null} state={state} />
    </section>
  );
}
