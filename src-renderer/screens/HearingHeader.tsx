import type { Hearing } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { PhaseChip } from './day/PhaseChip.tsx';
import styles from './HearingHeader.module.css';

/** Which hearing this is, before and after it is in session. */
export function HearingHeader({ hearing, children }: { hearing: Hearing; children?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useWords();
  const { schedule } = hearing;
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1 className={styles.number} title={schedule.caseNumber}>{schedule.caseNumber}</h1>
        <p className={styles.line}>
          {say(words.proceedings[schedule.proceedings])} · {say(words.instance[schedule.instance])} · {format.dateTime(schedule.startsAtMs)} · {t('day.judge', { name: schedule.judge })}
        </p>
      </div>
      <PhaseChip phase={hearing.phase.name} />
      {children}
    </header>
  );
}
