import type { User } from '#shared/contract/schemas.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import { useTranslation } from 'react-i18next';
import { After } from '../screens/after/After.tsx';
import { Before } from '../screens/before/Before.tsx';
import { InSession } from '../screens/insession/InSession.tsx';
import { useHearing } from '../stores/live.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import styles from './Shell.module.css';

/** One screen per phase: before opening, in session, after. It changes by itself when the hearing does. */
export function HearingScreen({ hearingId, user }: { hearingId: string; user: User }) {
  const { t } = useTranslation();
  const { hearing, error } = useHearing(hearingId);
  if (error) return <ErrorNote error={error} />;
  if (!hearing) return <p className={styles.loading} role="status">{t('common.starting')}</p>;
  const phase = hearing.phase.name;
  if (isLive(phase)) return <InSession hearingId={hearingId} />;
  return phase === 'scheduled' || phase === 'connecting' ? <Before hearing={hearing} user={user} /> : <After hearing={hearing} user={user} />;
}
