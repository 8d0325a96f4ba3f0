import { uiLanguages, type UiLanguage } from '../stores/preferences.ts';

export interface TextTree {
  [key: string]: string | TextTree;
}

/** `kk/day.json` holds what stands under `day.` in Kazakh: one file per area and language. */
const files = import.meta.glob<TextTree>('./*/*.json', { eager: true, import: 'default' });

/** All texts of a language as one tree, areas at the top. */
export function textsOf(language: UiLanguage): TextTree {
  const prefix = `./${language}/`;
  const areas = Object.entries(files).filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(areas.map(([path, tree]) => [path.slice(prefix.length, -'.json'.length), tree]));
}

export const allTexts = (): Record<UiLanguage, TextTree> =>
  Object.fromEntries(uiLanguages.map((language) => [language, textsOf(language)])) as Record<UiLanguage, TextTree>;
