import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { UiLanguage } from '../stores/preferences.ts';
import { allTexts } from './resources.ts';

export const i18n = createInstance();

/** Texts are in the bundle, so a language is there at once and nothing typed is lost when it changes. */
export function startI18n(language: UiLanguage): void {
  const resources = Object.fromEntries(Object.entries(allTexts()).map(([lng, translation]) => [lng, { translation }]));
  void i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources,
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
}

export const changeLanguage = (language: UiLanguage): void => {
  void i18n.changeLanguage(language);
};
