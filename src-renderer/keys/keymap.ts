import type { Combo } from './combo.ts';

const numbers = <const N extends readonly number[]>(...items: N): N => items;
const bank = numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
const secondBank = numbers(1, 2, 3, 4, 5, 6, 7, 8, 9);
const channels = numbers(1, 2, 3, 4, 5, 6, 7, 8);
/** The number row, left to right, by place: on the Kazakh layout these keys print letters. */
export const choiceCodes = ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7', 'Digit8', 'Digit9', 'Digit0', 'Minus', 'Equal'] as const;
export type ChoiceCode = (typeof choiceCodes)[number];

export type KeyAction =
  | `mark.${(typeof bank)[number]}`
  | `mark.shift.${(typeof secondBank)[number]}`
  | `choice.${ChoiceCode}`
  | `channel.${(typeof channels)[number]}`
  | 'channel.mix'
  | 'listen.short' | 'listen.long' | 'listen.stop'
  | 'mark.keep' | 'mark.newLine' | 'mark.editLast' | 'mark.withdrawLast' | 'mark.pedal'
  | 'actions' | 'search' | 'legend' | 'dismiss' | 'incident';

/** Groups of the key legend, in its order. */
export const keyGroups = ['marks', 'field', 'listen', 'hearing'] as const;
type KeyGroup = (typeof keyGroups)[number];

export interface KeyBinding {
  action: KeyAction;
  combos: readonly Combo[];
  group: KeyGroup;
  /**
   * `anywhere`: the registry delivers it wherever the focus is. `field`: the free text field decides, by what is in it.
   * `strip`: alive only while a strip of numbered choices is open.
   */
  where: 'anywhere' | 'field' | 'strip';
}

const anywhere = (action: KeyAction, group: KeyGroup, ...combos: Combo[]): KeyBinding => ({ action, combos, group, where: 'anywhere' });
const inField = (action: KeyAction, combo: Combo): KeyBinding => ({ action, combos: [combo], group: 'field', where: 'field' });

/** Every key of the surface. A test proves that no two actions share a key and that nothing printable is bound. */
export const keymap: readonly KeyBinding[] = [
  ...bank.map((n) => anywhere(`mark.${n}`, 'marks', `F${n}`)),
  ...secondBank.map((n) => anywhere(`mark.shift.${n}`, 'marks', `Shift+F${n}`)),
  ...choiceCodes.map((code): KeyBinding => ({ action: `choice.${code}`, combos: [code], group: 'marks', where: 'strip' })),
  anywhere('mark.pedal', 'marks', 'F14'),
  inField('mark.keep', 'Enter'),
  inField('mark.newLine', 'Shift+Enter'),
  inField('mark.editLast', 'ArrowUp'),
  inField('mark.withdrawLast', 'Ctrl+KeyZ'),
  anywhere('search', 'field', 'Ctrl+KeyF'),
  anywhere('listen.short', 'listen', 'F12', 'F13'),
  anywhere('listen.long', 'listen', 'Shift+F12'),
  anywhere('listen.stop', 'listen', 'F15'),
  ...channels.map((n) => anywhere(`channel.${n}`, 'listen', `Ctrl+Digit${n}`)),
  anywhere('channel.mix', 'listen', 'Ctrl+Digit0'),
  anywhere('actions', 'hearing', 'Pause', 'Ctrl+KeyE'),
  anywhere('incident', 'hearing', 'F11', 'Ctrl+KeyI'),
  anywhere('legend', 'hearing', 'Ctrl+Slash'),
  anywhere('dismiss', 'hearing', 'Escape'),
];

export const combosOf = (action: KeyAction): readonly Combo[] => keymap.find((b) => b.action === action)?.combos ?? [];

/** Keys bound to more than one action. Two strips are never open at once, so one table is enough. */
export function conflicts(bindings: readonly KeyBinding[]): Combo[] {
  const seen = new Set<Combo>();
  const twice = new Set<Combo>();
  for (const combo of bindings.flatMap((b) => b.combos)) (seen.has(combo) ? twice : seen).add(combo);
  return [...twice];
}
