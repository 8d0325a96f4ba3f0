import { useEffect, useRef } from 'react';
import type { KeyAction } from './keymap.ts';
import { createKeyRegistry, type KeyHandler } from './registry.ts';

/** The window's hot-keys. Capture phase: no field and no widget sees a key before it. */
export const windowKeys = createKeyRegistry();
window.addEventListener('keydown', (event) => { windowKeys.handle(event); }, { capture: true });

export type KeyHandlers = Partial<Record<KeyAction, KeyHandler>>;

/** Listens to these keys while the component is shown and `active`; the handlers may change freely. */
export const useKeys = (handlers: KeyHandlers, active = true): void => useRegistered('on', handlers, active);

/** As `useKeys`, under everybody else who listens to these keys. */
export const useKeysBeneath = (handlers: KeyHandlers): void => useRegistered('onBeneath', handlers, true);

function useRegistered(place: 'on' | 'onBeneath', handlers: KeyHandlers, active: boolean): void {
  const latest = useRef(handlers);
  useEffect(() => { latest.current = handlers; });
  const actions = (Object.keys(handlers) as KeyAction[]).join(' ');
  useEffect(() => {
    if (!active || actions === '') return undefined;
    const off = (actions.split(' ') as KeyAction[]).map((action) => windowKeys[place](action, (atMs) => latest.current[action]?.(atMs)));
    return () => { for (const dispose of off) dispose(); };
  }, [place, actions, active]);
}
