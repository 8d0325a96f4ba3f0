import type { User } from '#shared/contract/schemas.ts';
import { Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AlarmLine } from '../alarms/AlarmLine.tsx';
import { IncidentDock } from '../incidents/IncidentDock.tsx';
import { useHearing, useStatus } from '../stores/live.ts';
import { StateBar } from '../ui/statebar/StateBar.tsx';
import { PartBoundary } from './PartBoundary.tsx';
import { Rail } from './Rail.tsx';
import { hashOf } from './route.ts';
import { homeRoute, screenLinks } from './screens.ts';
import { loadHearingWhenIdle, Screen } from './Screen.tsx';
import styles from './Shell.module.css';
import { useRoute, useSettledAddress } from './useRoute.ts';
import { useScreenKeys } from './useScreenKeys.ts';

/** The signed-in console: state bar over everything, rail, and one screen. The bar tells of the hearing the hall is busy with, even while another one is looked at. A display has the window to itself. */
export function Shell({ user }: { user: User }) {
  const { t } = useTranslation();
  const currentHearingId = useStatus((s) => s.status?.currentHearingId ?? null);
  const spoken = useStatus((s) => s.status !== null);
  const asked = useRoute();
  const route = asked.name === 'home' ? homeRoute(user.role, currentHearingId) : asked;
  useSettledAddress(asked, route);
  const shownId = route.name === 'hearing' ? route.hearingId : currentHearingId;
  const { hearing } = useHearing(shownId);
  const { hearing: current } = useHearing(currentHearingId);
  const links = screenLinks(user.role, shownId);
  useScreenKeys(links);
  const isAlone = route.name === 'judge' || route.name === 'hall' || route.name === 'links';
  useEffect(() => (isAlone ? undefined : loadHearingWhenIdle()), [isAlone]);
  const alone = (part: ReactNode) => <PartBoundary shown={hashOf(route)}>{part}</PartBoundary>;
  const screen = alone(<Suspense fallback={<p className={styles.loading} role="status">{t('common.starting')}</p>}><Screen route={route} user={user} /></Suspense>);
  if (isAlone) return screen;
  return (
    <div className={styles.shell}>
      <div className={styles.top}>
        <StateBar hearing={current ?? hearing} known={spoken && (currentHearingId === null || current !== null)} />
        <AlarmLine hearing={current} />
      </div>
      <Rail links={links} current={route.name} user={user} />
      <main className={styles.main}>{screen}</main>
      {alone(<IncidentDock hearing={currentHearingId === null ? hearing : current} shown={hearing} />)}
    </div>
  );
}
