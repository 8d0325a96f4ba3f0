import { z } from 'zod';
import { createStore } from 'zustand';

export const uiLanguages = ['kk', 'ru', 'en'] as const;
export type UiLanguage = (typeof uiLanguages)[number];
export const themes = ['light', 'dark'] as const;

const preferencesSchema = z.object({ language: z.enum(uiLanguages), theme: z.enum(themes) });
export type Preferences = z.infer<typeof preferencesSchema>;

const fresh: Preferences = { language: 'kk', theme: 'light' };
const key = 'preferences';

/** What was chosen at this computer before; Kazakh and light when nothing readable is there. */
export function savedPreferences(storage: Pick<Storage, 'getItem'>): Preferences {
  try {
    return preferencesSchema.catch(fresh).parse(JSON.parse(storage.getItem(key) ?? 'null'));
  } catch {
    return fresh;
  }
}

export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'>) {
  const store = createStore<Preferences>(() => savedPreferences(storage));
  store.subscribe((preferences) => storage.setItem(key, JSON.stringify(preferences)));
  return store;
}
