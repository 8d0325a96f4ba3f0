import type { User } from '#shared/contract/schemas.ts';
import { lazy } from 'react';
import { Day } from '../screens/day/Day.tsx';
import type { Route } from './route.ts';

const HearingScreen = lazy(() => import('./HearingScreen.tsx').then((m) => ({ default: m.HearingScreen })));
const Diagnostics = lazy(() => import('../screens/diagnostics/Diagnostics.tsx').then((m) => ({ default: m.Diagnostics })));
const JudgeDisplay = lazy(() => import('../displays/JudgeDisplay.tsx').then((m) => ({ default: m.JudgeDisplay })));
const HallDisplay = lazy(() => import('../displays/HallDisplay.tsx').then((m) => ({ default: m.HallDisplay })));
const Settings = lazy(() => import('../screens/settings/Settings.tsx').then((m) => ({ default: m.Settings })));

/** The one screen a route stands for. Those of others than the secretary's first one are loaded when needed. */
export function Screen({ route, user }: { route: Route; user: User }) {
  switch (route.name) {
    case 'hearing': return <HearingScreen hearingId={route.hearingId} user={user} />;
    case 'diagnostics': return <Diagnostics />;
    case 'judge': return <JudgeDisplay />;
    case 'hall': return <HallDisplay />;
    case 'settings': return <Settings user={user} />;
    default: return <Day date={'date' in route ? route.date : null} user={user} />;
  }
}
