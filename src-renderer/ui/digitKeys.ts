/**
 * The digit of a key in the top row, by its place: on the Kazakh layout those keys print ә і ң ғ and
 * there are no digits at all. Null for every other key, and when the layout gives a digit anyway.
 */
export function digitOfKey(key: { code: string; key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean; shiftKey: boolean }): string | null {
  if (key.ctrlKey || key.altKey || key.metaKey || key.shiftKey) return null;
  const digit = /^Digit(\d)$/.exec(key.code)?.[1];
  return digit === undefined || /^\d$/.test(key.key) ? null : digit;
}
