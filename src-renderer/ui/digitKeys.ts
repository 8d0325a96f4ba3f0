interface PressedKey {
  code: string;
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

const isBare = (key: PressedKey): boolean => !(key.ctrlKey || key.altKey || key.metaKey || key.shiftKey);

/**
 * The digit of a key in the top row, by its place: on the Kazakh layout those keys print ә і ң ғ and
 * there are no digits at all. Null for every other key, and when the layout gives a digit anyway.
 */
export function digitOfKey(key: PressedKey): string | null {
  const digit = isBare(key) ? /^Digit(\d)$/.exec(key.code)?.[1] : undefined;
  return digit === undefined || /^\d$/.test(key.key) ? null : digit;
}

/** What a field is for. A date gets its dots by itself; a number is written with one decimal point. */
export type NumericKind = 'digits' | 'date' | 'number';

/** Where other layouts have these signs. The Kazakh one prints letters there, and has its own dot and comma among the digits. */
const signs: Record<NumericKind, Readonly<Record<string, string>>> = {
  digits: { Minus: '-', Slash: '/' },
  date: { Minus: '-', Slash: '/' },
  number: { Comma: '.', Period: '.', Slash: '.' },
};

/** The digit or sign that a numeric field takes from the place of a key; null when the layout gives one itself. */
export function numericOfKey(key: PressedKey, kind: NumericKind): string | null {
  const sign = isBare(key) && !/^[-.,:/]$/.test(key.key) ? signs[kind][key.code] : undefined;
  return digitOfKey(key) ?? sign ?? null;
}

/** Puts the dots into a date while its digits are typed at the end; whatever else is done to it stays as it is. */
export function withDots(before: string, typed: string): string {
  if (typed.length <= before.length || !/^(\d{3,8}|\d{1,2}\.\d{3,6})$/.test(typed)) return typed;
  return typed.replace(/^(\d{2})(\d)/, '$1.$2').replace(/^(\d{1,2}\.\d{2})(\d)/, '$1.$2');
}
