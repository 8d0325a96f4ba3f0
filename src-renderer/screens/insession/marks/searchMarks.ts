/** Kazakh letters as people type them without a Kazakh layout. `й` is a letter of its own and stays. */
const folds: Record<string, string> = { ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и', ё: 'е' };

export const fold = (text: string): string => text.toLowerCase().replace(/[әғқңөұүһіё]/g, (letter) => folds[letter] ?? letter);

/** The same keys, row by row, as three layouts print them. */
const latin = "`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./";
const russian = 'ё1234567890-=йцукенгшщзхъфывапролджэячсмитьбю.';
const kazakh = '("әіңғ,.үұқөһйцукенгшщзхъфывапролджэячсмитьбю№';

const reread = (from: string, to: string) => {
  const keys = new Map([...from].map((letter, place) => [letter, [...to][place] ?? letter]));
  return (text: string) => [...text.toLowerCase()].map((letter) => keys.get(letter) ?? letter).join('');
};

const rereadings = [reread(latin, russian), reread(latin, kazakh), reread(russian, latin), reread(kazakh, latin)];

/** What was meant if the other keyboard layout was on; what could not have been meant is left out. */
export const otherLayouts = (query: string): string[] =>
  [...new Set(rereadings.map((read) => read(query)))].filter((meant) => meant !== query.toLowerCase());

const matching = <T>(items: readonly T[], textOf: (item: T) => string, query: string): T[] => {
  const exact = query.toLowerCase();
  const folded = fold(query);
  const isExact = (item: T) => textOf(item).toLowerCase().includes(exact);
  const isFolded = (item: T) => fold(textOf(item)).includes(folded);
  return [...items.filter(isExact), ...items.filter((item) => !isExact(item) && isFolded(item))];
};

export interface Found<T> {
  items: readonly T[];
  /** The query that found them, when it had to be re-read in another keyboard layout. */
  meant: string | null;
}

/** Exact hits first, then those that differ by Kazakh letters only; nothing at all, then the other layouts. */
export function search<T>(items: readonly T[], textOf: (item: T) => string, typed: string): Found<T> {
  const query = typed.trim();
  if (query === '') return { items, meant: null };
  const hits = matching(items, textOf, query);
  if (hits.length > 0) return { items: hits, meant: null };
  for (const meant of otherLayouts(query)) {
    const found = matching(items, textOf, meant);
    if (found.length > 0) return { items: found, meant };
  }
  return { items: [], meant: null };
}
