import type { StoreApi } from 'zustand';
import { changeLanguage, i18n } from '../i18n/i18n.ts';
import type { Preferences } from '../stores/preferences.ts';

/** Language and theme onto the document, now and whenever they change; nothing on the screen is lost by it. */
export function applyPreferences(preferences: StoreApi<Preferences>): void {
  const apply = ({ language, theme }: Preferences) => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
    changeLanguage(language);
    document.title = i18n.t('common.product');
  };
  preferences.subscribe(apply);
  apply(preferences.getState());
}
