import { useEffect, useRef } from 'react';
import type { ScreenLink } from './screens.ts';
import { go } from './useRoute.ts';

/** Alt with a number, by the place of the key, goes to a screen. No printable key is taken away. */
export function useScreenKeys(links: readonly ScreenLink[]): void {
  const latest = useRef(links);
  useEffect(() => {
    latest.current = links;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = latest.current.find((l) => l.keyCode === event.code);
      if (!link) return;
      event.preventDefault();
      go(link.route);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
