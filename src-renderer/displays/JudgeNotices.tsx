import type { Hearing } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { useNoticeWords } from '../alarms/useNoticeWords.ts';
import { useDeviceName } from '../incidents/useDeviceName.ts';
import { timeOrDate } from '../incidents/when.ts';
import { useStatus } from '../stores/live.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import { barDanger, barState } from '../ui/statebar/barState.ts';
import { useStateWords } from '../ui/statebar/useStateWords.ts';
import styles from './JudgeDisplay.module.css';
import { talkIn, waitingFor, type Talk } from './waiting.ts';

/** The lowest line: danger before a confidential talk before waiting before faults, each in plain words. Two lines at most. */
export function JudgeNotices({ hearing }: { hearing: Hearing | null }) {
  const danger = useDangerWords(hearing);
  const incident = hearing?.incidents.findLast((i) => i.resolved === null) ?? null;
  const waiting = hearing && waitingFor(hearing);
  const talk = hearing && talkIn(hearing);
  if (!hearing) return null;
  return (
    <footer className={styles.notices}>
      {danger !== null && <p className={cx(styles.notice, styles.danger)} role="alert"><Icon name="triangle" /> <span className={styles.why}>{danger}</span></p>}
      {talk && <TalkLine {...talk} />}
      {waiting && !(danger !== null && talk) && <WaitingLine {...waiting} />}
      {incident && !waiting && !talk && <IncidentLine subject={incident.subject} deviceId={incident.deviceId} startedAtMs={incident.startedAtMs} expectedMs={incident.expectedRestorationMs} />}
    </footer>
  );
}

/** Why the record is in danger, or what part of it is lost; null when all is well. */
function useDangerWords(hearing: Hearing | null): string | null {
  const status = useStatus((s) => s.status);
  const noticeWords = useNoticeWords();
  const { silentMs } = useConsoleClock(1000);
  const words = useStateWords(barState(hearing), barDanger(hearing, status, silentMs));
  const loss = status?.alarms.find((a) => a.level === 'loss');
  return words.danger ?? (loss ? noticeWords(loss) : null);
}

function TalkLine({ names }: Talk) {
  const { t } = useTranslation();
  return (
    <p className={styles.notice}>
      <Icon name="lock" />
      <strong>{t('judge.talk')}</strong>
      <span className={styles.reason}>{names.join(', ')}</span>
    </p>
  );
}

function WaitingLine({ sinceMs, reason, restorationMs }: { sinceMs: number; reason: string; restorationMs: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { nowMs } = useConsoleClock(1000);
  return (
    <p className={styles.notice}>
      <Icon name="clock" />
      <span className={styles.reason}>{reason === '' ? t('judge.waiting') : reason}</span>
      <span>{t('judge.since', { time: format.time(sinceMs), length: format.shortElapsed((nowMs ?? sinceMs) - sinceMs) })}</span>
      {restorationMs !== null && <strong>{t('judge.restoration', { time: timeOrDate(restorationMs, nowMs ?? sinceMs, format) })}</strong>}
    </p>
  );
}

interface IncidentLineProps {
  subject: keyof typeof words.incidentSubject;
  deviceId: string | null;
  startedAtMs: number;
  expectedMs: number | null;
}

function IncidentLine({ subject, deviceId, startedAtMs, expectedMs }: IncidentLineProps) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const device = useDeviceName(deviceId);
  const { nowMs } = useConsoleClock(1000);
  const what = [say(words.incidentSubject[subject]), device].filter((part) => part !== null).join(' · ');
  return (
    <p className={styles.notice}>
      <Icon name="warning" />
      <span className={styles.reason}>{t('judge.incident', { what })}</span>
      <span>{format.shortElapsed((nowMs ?? startedAtMs) - startedAtMs)}</span>
      {expectedMs !== null && <strong>{t('judge.restoration', { time: timeOrDate(expectedMs, nowMs ?? startedAtMs, format) })}</strong>}
    </p>
  );
}
