import type { Words } from '#shared/domain/words.ts';
import { usePreferences } from '../stores/live.ts';

/** A domain word in the language of the screen: `say(words.phase.recess)`. */
export function useWords(): (words: Words) => string {
  const language = usePreferences((p) => p.language);
  return (words) => words[language];
}
