import type { Hearing, Incident } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import styles from './Incident.module.css';
import { IncidentCard } from './IncidentCard.tsx';

/** Open incidents, the newest first; under them the resolved ones with their acts. */
export function IncidentList({ hearing, acts }: { hearing: Hearing; acts: boolean }) {
  const { t } = useTranslation();
  const newestFirst = hearing.incidents.toReversed();
  const open = newestFirst.filter((i) => !i.resolved);
  const resolved = newestFirst.filter((i) => i.resolved);
  const card = (i: Incident) => <IncidentCard key={i.incidentId} hearing={hearing} incident={i} acts={acts} />;
  // One list: a card whose incident is resolved moves down and stays the same card.
  return [
    <h3 key="open" className={styles.group}>{t('incidents.list_open', { count: open.length })}</h3>,
    ...open.map(card),
    resolved.length > 0 && <h3 key="resolved" className={styles.group}>{t('incidents.list_resolved', { count: resolved.length })}</h3>,
    ...resolved.map(card),
  ];
}
