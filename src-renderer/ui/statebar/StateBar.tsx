import type { ConsoleStatus } from '#shared/contract/status.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useStatus } from '../../stores/live.ts';
import { useConsoleClock } from '../../stores/useConsoleClock.ts';
import { cx } from '../cx.ts';
import { Icon } from '../Icon.tsx';
import { barDanger, barState, hearingLengthMs, microphonesAreOff, overruledBy, type BarDanger, type BarState } from './barState.ts';
import { DisplaySwitches } from './DisplaySwitches.tsx';
import { Metric } from './Metric.tsx';
import styles from './StateBar.module.css';
import { useStateWords } from './useStateWords.ts';

/**
 * Is it being recorded, and is the record safe? Always in the same place, never covered. Red means
 * recording and nothing else; when the record is in danger the whole bar turns yellow and black.
 * `known`: which hearing there is, and how it stands, has been heard from the console.
 */
export function StateBar({ hearing, known }: { hearing: Hearing | null; known: boolean }) {
  const { t } = useTranslation();
  const status = useStatus((s) => s.status);
  const clock = useConsoleClock(250);
  const state = barState(hearing, known, status?.hallCheck);
  const danger = barDanger(hearing, status, clock.silentMs);
  return (
    <header className={cx(styles.bar, danger && styles.danger)} aria-label={t('statebar.name')}>
      <StateWord state={state} danger={danger} />
      <div className={styles.metrics}>
        {hearing && hearing.zeroUtcMs !== null && <Length hearing={hearing} nowMs={clock.nowMs} />}
        {hearing && <Metric label={t('statebar.case_number')} value={hearing.schedule.caseNumber} shrinks />}
        {status && <StatusMetrics status={status} nowMs={clock.nowMs ?? status.nowMs} recording={status.recorder.mode === 'record' && !status.hallCheck} />}
      </div>
      <DisplaySwitches />
      <Clock nowMs={clock.nowMs} demo={hearing?.demo === true} />
    </header>
  );
}

function StateWord({ state, danger }: { state: BarState; danger: BarDanger | null }) {
  const words = useStateWords(state, danger);
  return (
    <div className={cx(styles.state, styles[state.tone])} role="status">
      <Icon name={danger ? 'triangle' : state.icon} className={styles.sign} />
      <div className={styles.words}>
        <p className={styles.word}>{words.headline}</p>
        {words.danger === null
          ? <StateDetail state={state} />
          : <p className={styles.reasons} title={words.danger}>{danger?.kind === 'unsafe' && <SectionSigns state={state} recorded={overruledBy(danger) === null} />}{words.danger}</p>}
      </div>
    </div>
  );
}

/** What a section's name leaves open: a technical break that is recorded all the same, a hearing closed to the public. */
function SectionSigns({ state, recorded }: { state: BarState; recorded: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {state.alsoRecording && recorded && <span className={styles.alsoRecording}><Icon name="disc" />{t('statebar.still_recorded')}</span>}
      {state.closedToPublic && <span className={styles.closed}><Icon name="lock" />{t('statebar.closed_to_public')}</span>}
    </>
  );
}

function StateDetail({ state }: { state: BarState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const off = microphonesAreOff(state, useStatus((s) => s.status));
  const since = state.sinceMs === null || state.tone !== 'paused' ? null : t('statebar.since', { time: format.time(state.sinceMs) });
  if (state.word === 'hall_check') return <p className={styles.detail}>{t('statebar.hall_check_kept')}</p>;
  if (!since && !state.closedToPublic) return null;
  return <p className={styles.detail}><SectionSigns state={state} recorded />{off && <span className={styles.off}><Icon name="microphone_off" />{t('statebar.microphones_off')}</span>}{since}</p>;
}

function Length({ hearing, nowMs }: { hearing: Hearing; nowMs: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lengthMs = nowMs === null ? null : hearingLengthMs(hearing, nowMs);
  return <Metric label={t('statebar.length')} value={lengthMs === null ? '–' : format.elapsed(lengthMs)} large />;
}

function StatusMetrics({ status, nowMs, recording }: { status: ConsoleStatus; nowMs: number; recording: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { lastVerifiedAtMs } = status.recorder;
  const verified = lastVerifiedAtMs === null ? t('statebar.not_yet') : t('statebar.ago', { length: format.length(nowMs - lastVerifiedAtMs) });
  return (
    <>
      {recording && <Metric label={t('statebar.verified')} value={verified} />}
      <Metric label={t('statebar.disk')} value={format.hours(status.storage.hoursLeft)} />
      <Metric label={t('statebar.queue')} value={format.number(status.queue.waitingTotal)} />
      <Metric label={t('statebar.court_server')} value={t(`statebar.server.${status.courtServer.state}`)} />
    </>
  );
}

/** The demonstration hall is never to be mistaken for a real one. */
function Clock({ nowMs, demo }: { nowMs: number | null; demo: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.clock}>
      <p className={styles.time}>{nowMs === null ? '–' : format.time(nowMs)}</p>
      {demo && <p className={styles.demo}>{t('statebar.demo')}</p>}
    </div>
  );
}
