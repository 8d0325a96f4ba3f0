import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { hashOf, parseRoute, type Route } from './route.ts';

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

export const go = (route: Route): void => {
  window.location.hash = hashOf(route);
};

/** Home has led to a hearing: from now on the address says so, and its end does not take the screen away. */
export function useSettledAddress(asked: Route, shown: Route): void {
  const hash = asked.name === 'home' && shown.name === 'hearing' ? hashOf(shown) : null;
  useEffect(() => {
    if (hash !== null) window.location.replace(hash);
  }, [hash]);
}
