import type { User } from '#shared/contract/schemas.ts';
import { Day } from '../screens/day/Day.tsx';
import { part } from './part.tsx';
import type { Route } from './route.ts';

const loadHearing = () => import('./HearingScreen.tsx').then((m) => m.HearingScreen);

const HearingScreen = part(loadHearing);
const Diagnostics = part(() => import('../screens/diagnostics/Diagnostics.tsx').then((m) => m.Diagnostics));
const JudgeDisplay = part(() => import('../displays/JudgeDisplay.tsx').then((m) => m.JudgeDisplay));
const HallDisplay = part(() => import('../displays/HallDisplay.tsx').then((m) => m.HallDisplay));
const LinksPage = part(() => import('../conference/LinksPage.tsx').then((m) => m.LinksPage));
const Settings = part(() => import('../screens/settings/Settings.tsx').then((m) => m.Settings));

/** Loads the one screen that matters before it is needed: a hearing opens even while the console starts again. Answers what calls it off. */
export function loadHearingWhenIdle(): () => void {
  const asked = requestIdleCallback(() => void loadHearing().catch(() => undefined));
  return () => cancelIdleCallback(asked);
}

/** The one screen a route stands for. Those of others than the secretary's first one are loaded when needed. */
export function Screen({ route, user }: { route: Route; user: User }) {
  switch (route.name) {
    case 'hearing': return <HearingScreen hearingId={route.hearingId} user={user} />;
    case 'diagnostics': return <Diagnostics />;
    case 'judge': return <JudgeDisplay />;
    case 'hall': return <HallDisplay />;
    case 'links': return <LinksPage />;
    case 'settings': return <Settings user={user} />;
    default: return <Day date={'date' in route ? route.date : null} user={user} />;
  }
}
