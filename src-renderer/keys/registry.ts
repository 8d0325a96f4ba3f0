import { comboOf, type KeyLike } from './combo.ts';
import { keymap, type KeyAction, type KeyBinding } from './keymap.ts';

export interface KeyEvent extends KeyLike {
  repeat: boolean;
  isComposing: boolean;
  /** Milliseconds on the clock of `performance.now()`. */
  timeStamp: number;
  preventDefault(): void;
  stopPropagation(): void;
}

/** `atMs` is the moment of the press on the clock of `performance.now()`, which never jumps. */
export type KeyHandler = (atMs: number) => void;

export interface KeyRegistry {
  /** The handler registered last wins (a strip over a screen) until its disposer is called. */
  on(action: KeyAction, handler: KeyHandler): () => void;
  /** As `on`, for what has no call on the key while anybody else has: whenever it comes, it stands under all others. */
  onBeneath(action: KeyAction, handler: KeyHandler): () => void;
  /** True when the key belonged to somebody and was kept from the page and the browser. */
  handle(event: KeyEvent): boolean;
  /** A keyboard test: until its disposer is called it is shown every key, and no key does anything. Tab still leads out. */
  tap(listener: (event: KeyEvent) => void): () => void;
}

const leadsOut = (event: KeyEvent): boolean => event.code === 'Tab' || event.altKey;

/**
 * One table of hot-keys for the whole window. A key somebody listens to never reaches the browser,
 * held down or not (F5 would reload the page); a repeat and a composing event do nothing else.
 */
export function createKeyRegistry(bindings: readonly KeyBinding[] = keymap): KeyRegistry {
  const actionByCombo = new Map(
    bindings.filter((b) => b.where !== 'field').flatMap((b) => b.combos.map((combo) => [combo, b.action] as const)),
  );
  const handlers = new Map<KeyAction, KeyHandler[]>();
  const topOf = (event: KeyLike): KeyHandler | undefined => {
    const action = actionByCombo.get(comboOf(event));
    return action && handlers.get(action)?.at(-1);
  };
  const enter = (action: KeyAction, handler: KeyHandler, among: (others: KeyHandler[], entry: KeyHandler) => KeyHandler[]) => {
    const entry: KeyHandler = (atMs) => handler(atMs);
    handlers.set(action, among(handlers.get(action) ?? [], entry));
    return () => {
      handlers.set(action, (handlers.get(action) ?? []).filter((h) => h !== entry));
    };
  };
  let tapped: ((event: KeyEvent) => void) | null = null;
  const keep = (event: KeyEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    on: (action, handler) => enter(action, handler, (others, entry) => [...others, entry]),
    onBeneath: (action, handler) => enter(action, handler, (others, entry) => [entry, ...others]),
    handle(event) {
      if (tapped && !leadsOut(event)) {
        keep(event);
        if (!event.repeat) tapped(event);
        return true;
      }
      const handler = topOf(event);
      if (!handler || event.isComposing) return false;
      keep(event);
      if (!event.repeat) handler(event.timeStamp);
      return true;
    },
    tap(listener) {
      tapped = listener;
      return () => { tapped = null; };
    },
  };
}
