import { lazy, type ComponentType } from 'react';

const renewals = new Set<() => void>();
/** Addresses of style sheets that did not load. The bundler's loader takes each for loaded once it was tried. */
const missingSheets = new Set<string>();

window.addEventListener('error', ({ target }) => {
  if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return;
  missingSheets.add(target.href);
  target.remove();
}, { capture: true });

function loadSheet(href: string): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => {
      missingSheets.delete(href);
      resolve();
    });
    link.addEventListener('error', () => reject(new Error(href)));
    document.head.append(link);
  });
}

/** A part of the surface, loaded when it is first shown. One that failed to load fails for good, until `renewParts`. */
export function part<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const once = (): ComponentType<P> => lazy(async () => {
    try {
      const loaded = await load();
      await Promise.all([...missingSheets].map(loadSheet));
      return { default: loaded };
    } catch (e) {
      renewals.add(renew);
      throw e;
    }
  });
  let Loaded = once();
  const renew = () => { Loaded = once(); };
  return function Part(props: P) {
    return <Loaded {...props} />;
  };
}

/** What could not be loaded is loaded again when it is next shown. */
export function renewParts(): void {
  for (const renew of renewals) renew();
  renewals.clear();
}
