import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand';
import { usualViewing } from '../displays/textSize.ts';

export const uiLanguages = ['kk', 'ru', 'en'] as const;
export type UiLanguage = (typeof uiLanguages)[number];
export const themes = ['light', 'dark'] as const;

/** What a display can be, and from where it can be read. */
export const viewingLimits = { diagonalInch: { min: 10, max: 200 }, distanceM: { min: 0.5, max: 30 } } as const;

const within = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);

const viewingSchema = z.object({ diagonalInch: within(viewingLimits.diagonalInch), distanceM: within(viewingLimits.distanceM) });

const preferencesSchema = z.object({ language: z.enum(uiLanguages), theme: z.enum(themes), viewing: viewingSchema.catch(usualViewing) });
export type Preferences = z.infer<typeof preferencesSchema>;

const fresh: Preferences = { language: 'kk', theme: 'light', viewing: usualViewing };
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

/** Another window of this computer has changed its preferences: how the display is read holds for all of them at once. */
export function takeViewing(store: StoreApi<Preferences>, storage: Pick<Storage, 'getItem'>): void {
  const { viewing } = savedPreferences(storage);
  if (JSON.stringify(viewing) !== JSON.stringify(store.getState().viewing)) store.setState({ viewing });
}
