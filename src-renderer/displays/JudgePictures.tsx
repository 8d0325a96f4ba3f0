import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../stores/live.ts';
import styles from './JudgeDisplay.module.css';
import { LivePicture } from './LivePicture.tsx';
import { useOffWord } from './useOffWord.ts';
import { Voice } from './Voice.tsx';

/** The first camera large, the others beside it, and under them who speaks. */
export function JudgePictures({ hearing }: { hearing: Hearing | null }) {
  const { t } = useTranslation();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const off = useOffWord(hearing);
  const [first, ...others] = hall?.cameras ?? [];
  if (!hearing || !first) {
    return (
      <section className={styles.pictures} data-empty="true">
        <p className={styles.nothing}>{hall?.name ?? ''}</p>
        <p className={styles.nothing}>{t('judge.no_hearing')}</p>
      </section>
    );
  }
  return (
    <section className={styles.pictures} data-alone={others.length === 0} aria-label={t('judge.pictures')}>
      <LivePicture cameraId={first.id} label={first.label} off={off} className={styles.picture} />
      {others.length > 0 && (
        <div className={styles.others}>
          {others.slice(0, 3).map((camera) => <LivePicture key={camera.id} cameraId={camera.id} label={camera.label} off={off} className={styles.picture} />)}
        </div>
      )}
      <Voice recorded={off === null} />
    </section>
  );
}
