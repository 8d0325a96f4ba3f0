/** What is read of a keyboard event. `code` is the place of the key: on the Kazakh layout `key` is `ә і ң ғ`. */
export interface KeyLike {
  code: string;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** `Ctrl+KeyF`, `Shift+F12`, `Pause`: modifiers in one fixed order, then the code. */
export type Combo = string;

export function comboOf(event: KeyLike): Combo {
  const modifiers = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', event.metaKey && 'Meta'];
  return [...modifiers.filter((m) => m !== false), event.code].join('+');
}

const caps: Record<string, string> = {
  Slash: '/', Minus: '−', Equal: '=', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', Enter: 'Enter', Pause: 'Pause',
};

const plain = (code: string): string => caps[code] ?? code.replace(/^(Key|Digit)/, '');

const mapParts = (combo: Combo, modifier: (name: string) => string, key: (code: string) => string): string => {
  const parts = combo.split('+');
  return [...parts.slice(0, -1).map(modifier), key(parts.at(-1) ?? '')].join('+');
};

/** The caps printed on a button: `Ctrl+F`. */
export const capOf = (combo: Combo): string => mapParts(combo, (m) => m, plain);

/** The same for `aria-keyshortcuts`, which has its own names for keys. */
export const ariaOf = (combo: Combo): string =>
  mapParts(combo, (m) => (m === 'Ctrl' ? 'Control' : m), (code) => (code.startsWith('Arrow') || code === 'Escape' ? code : plain(code)));
