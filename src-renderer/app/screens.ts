import type { User } from '#shared/contract/schemas.ts';
import type { IconName } from '../ui/icons.ts';
import type { Route } from './route.ts';

export type ScreenName = 'day' | 'hearing' | 'diagnostics' | 'judge' | 'hall' | 'settings';

export interface ScreenLink {
  name: ScreenName;
  icon: IconName;
  /** `KeyboardEvent.code`, with Alt. */
  keyCode: `Digit${number}`;
  route: Route;
}

type Role = User['role'];

const screensOf: Record<Role, readonly ScreenName[]> = {
  secretary: ['day', 'hearing'],
  judge: ['judge', 'day'],
  specialist: ['diagnostics', 'day', 'hearing', 'judge', 'hall', 'settings'],
  administrator: ['settings', 'diagnostics', 'day', 'hearing', 'judge', 'hall'],
};

const icons: Record<ScreenName, IconName> = { day: 'calendar', hearing: 'gavel', diagnostics: 'pulse', judge: 'screen', hall: 'screen', settings: 'gear' };

function routeOf(name: ScreenName, hearingId: string | null): Route | null {
  if (name === 'hearing') return hearingId ? { name, hearingId } : null;
  return name === 'day' ? { name, date: null } : { name };
}

/** Screens of a role, its first one first. `hearing` is there when there is one to show. */
export const screenLinks = (role: Role, hearingId: string | null): ScreenLink[] =>
  screensOf[role].flatMap((name, place): ScreenLink[] => {
    const route = routeOf(name, hearingId);
    return route ? [{ name, icon: icons[name], keyCode: `Digit${place + 1}`, route }] : [];
  });

/** Where a role begins. A secretary comes back into the hearing that is going on. */
export function homeRoute(role: Role, currentHearingId: string | null): Route {
  if (role === 'judge') return { name: 'judge' };
  if (role === 'specialist') return { name: 'diagnostics' };
  if (role === 'secretary' && currentHearingId) return { name: 'hearing', hearingId: currentHearingId };
  return { name: 'day', date: null };
}
