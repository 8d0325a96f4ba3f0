import { useTranslation } from 'react-i18next';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useFormat } from '../format/useFormat.ts';
import { useObserversOf } from '../stores/observers.ts';
import { useStatus } from '../stores/live.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import { hearingLengthMs, microphonesAreOff, type BarDanger, type BarState } from '../ui/statebar/barState.ts';
import { useStateWords } from '../ui/statebar/useStateWords.ts';
import styles from './JudgeDisplay.module.css';

interface Props {
  hearing: Hearing | null;
  state: BarState;
  danger: BarDanger | null;
}

/** State, length and clock, for both displays. */
export function StateRow({ hearing, state, danger }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { nowMs } = useConsoleClock(250);
  const lengthMs = nowMs === null ? null : hearingLengthMs(hearing, nowMs);
  const { headline: word } = useStateWords(state, danger);
  return (
    <header className={styles.row}>
      <div className={cx(styles.state, danger ? styles.danger : styles[state.tone])} role="status" data-length={word.length > 16 ? 'long' : 'short'}>
        <Icon name={danger ? 'triangle' : state.icon} className={styles.sign} />
        <div>
          <p className={styles.word}>{word}</p>
          {danger === null && <Recorded state={state} />}
          {danger === null && hearing && <Watched hearingId={hearing.hearingId} />}
        </div>
        {state.closedToPublic && <Icon name="lock" className={styles.sign} />}
      </div>
      <div className={styles.times}>
        {lengthMs !== null && <p className={styles.length} aria-label={t('statebar.length')}>{format.elapsed(lengthMs)}</p>}
        <p className={styles.clock}>{nowMs === null ? '–' : format.time(nowMs)}</p>
      </div>
    </header>
  );
}

/** Everybody in the hall may know how many others watch it. */
function Watched({ hearingId }: { hearingId: string }) {
  const { t } = useTranslation();
  const standing = useObserversOf(hearingId);
  if (standing?.state !== 'live' || standing.count === null) return null;
  return <p className={styles.recorded}><Icon name="eye" className={styles.sign} />{t('conference.observers.watching', { count: standing.count })}</p>;
}

/** What the name of a break leaves open: does anybody listen to the hall? */
function Recorded({ state }: { state: BarState }) {
  const { t } = useTranslation();
  const off = microphonesAreOff(state, useStatus((s) => s.status));
  if (state.word === 'hall_check') return <p className={styles.recorded}>{t('statebar.hall_check_kept')}</p>;
  if (!state.alsoRecording && !off) return null;
  return <p className={styles.recorded}><Icon name={off ? 'microphone_off' : 'disc'} className={styles.sign} />{t(off ? 'statebar.microphones_off' : 'statebar.still_recorded')}</p>;
}
