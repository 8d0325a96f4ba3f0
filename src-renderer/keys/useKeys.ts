import { useEffect, useRef } from 'react';
import type { KeyAction } from './keymap.ts';
import { createKeyRegistry, type KeyHandler } from './registry.ts';

/** The window's hot-keys. Capture phase: no field and no widget sees a key before it. */
export const windowKeys = createKeyRegistry();
window.addEventListener('keydown', (event) => { windowKeys.handle(event); }, { capture: true });

export type KeyHandlers = Partial<Record<KeyAction, KeyHandler>>;

/** Listens to these keys while the component is shown and `active`; the handlers may change freely. */
export function useKeys(handlers: KeyHandlers, active = true): void {
  const latest = useRef(handlers);
  useEffect(() => { latest.current = handlers; });
  const actions = (Object.keys(handlers) as KeyAction[]).join(' ');
  useEffect(() => {
    if (!active || actions === '') return undefined;
    const off = (actions.split(' ') as KeyAction[]).map((action) => windowKeys.on(action, (atMs) => latest.current[action]?.(atMs)));
    return () => { for (const dispose of off) dispose(); };
  }, [actions, active]);
}
