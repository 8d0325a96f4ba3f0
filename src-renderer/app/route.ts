import { partsOf } from '../format/calendar.ts';

/** Where a window is. The address can be typed, kept and opened: `#/judge`, `#/hall`, `#/links`, `#/diagnostics`, `#/hearing/<id>`. */
export type Route =
  | { name: 'home' }
  | { name: 'day'; date: string | null }
  | { name: 'hearing'; hearingId: string }
  | { name: 'diagnostics' }
  | { name: 'judge' }
  | { name: 'hall' }
  | { name: 'links' }
  | { name: 'settings' };

const simple = ['diagnostics', 'judge', 'hall', 'links', 'settings'] as const;

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && partsOf(text).month <= 12;

/** Anything unknown is home: an address is input like any other. */
export function parseRoute(hash: string): Route {
  const [first = '', second = ''] = hash.replace(/^#\/?/, '').split('/');
  const known = simple.find((name) => name === first);
  if (known) return { name: known };
  if (first === 'day') return { name: 'day', date: isDate(second) ? second : null };
  if (first === 'hearing' && /^[0-9a-f-]{36}$/.test(second)) return { name: 'hearing', hearingId: second };
  return { name: 'home' };
}

export function hashOf(route: Route): string {
  switch (route.name) {
    case 'home': return '#/';
    case 'hearing': return `#/hearing/${route.hearingId}`;
    case 'day': return route.date ? `#/day/${route.date}` : '#/day';
    default: return `#/${route.name}`;
  }
}
