import { useMemo } from 'react';
import { usePreferences, useSettings } from '../stores/live.ts';
import { defaultTimeZone } from '../stores/settings.ts';
import { createFormat, type Format } from './format.ts';

/** Formatting in the language of the screen and the time zone of the court. */
export function useFormat(): Format {
  const language = usePreferences((p) => p.language);
  const timeZone = useSettings((s) => s.settings?.timeZone ?? defaultTimeZone);
  return useMemo(() => createFormat(language, timeZone), [language, timeZone]);
}
