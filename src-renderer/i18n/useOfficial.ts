import { usePreferences } from '../stores/live.ts';

/** Words of an order: Kazakh or Russian. Whoever reads the screen in English reads them in Russian: nobody has translated the orders. */
export function useOfficial(): (words: { kk: string; ru: string }) => string {
  const language = usePreferences((p) => p.language);
  return (words) => (language === 'kk' ? words.kk : words.ru);
}
