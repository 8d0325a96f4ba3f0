import type { Hearing, Incident } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useWords } from '../i18n/useWords.ts';
import { useConsoleClock } from '../stores/useConsoleClock.ts';
import { Icon } from '../ui/Icon.tsx';
import { ActCard, ComposeAct } from './ActCard.tsx';
import { Chain } from './Chain.tsx';
import styles from './Incident.module.css';
import { Restoration, Resolve } from './IncidentForms.tsx';
import { nowMs } from './nowMs.ts';
import { Pictures } from './Pictures.tsx';
import { useDeviceName } from './useDeviceName.ts';
import { timeOrDate } from './when.ts';

interface Props {
  hearing: Hearing;
  incident: Incident;
  /** This person may write; the presiding judge reads. */
  acts: boolean;
}

/** One incident: what failed, for how long, what is expected, and its act. */
export function IncidentCard({ hearing, incident, acts }: Props) {
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const device = useDeviceName(incident.deviceId);
  const hearingId = hearing.hearingId;
  const own = hearing.acts.filter((a) => a.incidentId === incident.incidentId);
  const { resolved, expectedRestorationMs } = incident;
  return (
    <article className={styles.card} data-open={resolved === null}>
      <header className={styles.head}>
        <Icon name={resolved ? 'check' : 'warning'} />
        <h4 className={styles.subject}>{say(words.incidentSubject[incident.subject])}{device ? ` · ${device}` : ''}</h4>
        {resolved === null && <Since startedAtMs={incident.startedAtMs} />}
      </header>
      <p className={styles.facts}>
        {t('incidents.since_time', { time: format.seconds(incident.startedAtMs) })} · {t(`incidents.detected_by.${incident.detectedBy}`)}
        {expectedRestorationMs !== null && !resolved && <strong> · {t('incidents.expected_at', { time: timeOrDate(expectedRestorationMs, nowMs(), format) })}</strong>}
        {resolved && ` · ${t('incidents.resolved_at', { time: format.seconds(resolved.atMs), length: format.length(resolved.atMs - incident.startedAtMs) })}`}
      </p>
      {incident.note !== '' && <p className={styles.note}>{incident.note}</p>}
      {resolved && <p className={styles.note}>{resolved.how}</p>}
      <details className={styles.evidence}>
        <summary>{t('incidents.evidence', { count: incident.evidence.length })}</summary>
        <pre>{incident.evidence.join('\n')}</pre>
      </details>
      <Pictures hearing={hearing} incident={incident} />
      <Chain hearing={hearing} incident={incident} acts={acts} />
      {acts && !resolved && (
        <>
          <Restoration hearingId={hearingId} incident={incident} />
          <Resolve hearingId={hearingId} incidentId={incident.incidentId} />
        </>
      )}
      {own.map((act) => <ActCard key={act.actId} hearingId={hearingId} act={act} acts={acts} />)}
      {acts && <ComposeAct hearingId={hearingId} incidentId={incident.incidentId} language={hearing.schedule.language} />}
    </article>
  );
}

/** How long it has lasted. */
function Since({ startedAtMs }: { startedAtMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { nowMs } = useConsoleClock(1000);
  const lasted = format.shortElapsed((nowMs ?? startedAtMs) - startedAtMs);
  return <p className={styles.timer} role="timer" aria-label={t('incidents.lasts', { length: lasted })}><Icon name="clock" /> {lasted}</p>;
}
