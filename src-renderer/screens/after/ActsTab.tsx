import type { User } from '#shared/contract/schemas.ts';
import type { Act, Hearing, Incident } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useWords } from '../../i18n/useWords.ts';
import { ActDraft, ComposeAct } from '../../incidents/ActCard.tsx';
import { Pictures } from '../../incidents/Pictures.tsx';
import { cx } from '../../ui/cx.ts';
import { Panel } from '../../ui/Panel.tsx';
import { DocumentLinks } from '../DocumentLinks.tsx';
import styles from './After.module.css';

/** Failures of which nobody has begun an act. */
export const withoutAct = ({ incidents, acts }: Hearing): Incident[] => incidents.filter(({ incidentId }) => !acts.some((act) => act.incidentId === incidentId));

/** Technical-failure acts: failures that have none come first, then those not final are finished here, the others can be saved. */
export function ActsTab({ hearing, user }: { hearing: Hearing; user: User }) {
  const { t } = useTranslation();
  const unfinishedFirst = hearing.acts.toSorted((a, b) => Number(a.final !== null) - Number(b.final !== null));
  const missing = withoutAct(hearing);
  if (hearing.acts.length + missing.length === 0) return <p className={styles.quiet}>{t('after.acts.none')}</p>;
  return (
    <div className={styles.stack}>
      {missing.map((incident) => <Missing key={incident.incidentId} incident={incident} hearing={hearing} mayWrite={user.role !== 'judge'} />)}
      {unfinishedFirst.map((act) => <ActPanel key={act.actId} act={act} hearing={hearing} mayEdit={user.role !== 'judge'} />)}
    </div>
  );
}

function Missing({ incident, hearing, mayWrite }: { incident: Incident; hearing: Hearing; mayWrite: boolean }) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <Panel title={`${say(words.incidentSubject[incident.subject])} · ${t('after.acts.missing')}`}>
      <div className={styles.stack}>
        {incident.note !== '' && <p>{incident.note}</p>}
        {mayWrite && <ComposeAct hearingId={hearing.hearingId} incidentId={incident.incidentId} language={hearing.schedule.language} />}
      </div>
    </Panel>
  );
}

function ActPanel({ act, hearing, mayEdit }: { act: Act; hearing: Hearing; mayEdit: boolean }) {
  const { t } = useTranslation();
  const say = useWords();
  const incident = hearing.incidents.find((i) => i.incidentId === act.incidentId);
  const title = [t('after.acts.act'), incident && say(words.incidentSubject[incident.subject]), act.clause].filter(Boolean).join(' · ');
  return (
    <Panel title={title}>
      {act.final === null && mayEdit
        ? <div className={cx(styles.stack, styles.actText)}><ActDraft act={act} hearingId={hearing.hearingId} /></div>
        : <ActText act={act} hearingId={hearing.hearingId} />}
      {incident && <Pictures hearing={hearing} incident={incident} />}
    </Panel>
  );
}

function ActText({ act, hearingId }: { act: Act; hearingId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.stack}>
      <pre className={styles.paper} lang={act.language} tabIndex={0}>{act.text}</pre>
      {act.final && <p className={styles.quiet}>{t('incidents.act.final_at', { time: format.dateTime(act.final.atMs) })}</p>}
      {act.final && <DocumentLinks hearingId={hearingId} files={act.final.files} />}
    </div>
  );
}
