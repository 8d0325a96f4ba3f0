import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './words/en.json';
import kk from './words/kk.json';
import ru from './words/ru.json';

export const languages = ['kk', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];
export const languageNames: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

const words = createInstance();

const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text);

/** The browser's language when it is one of ours, else that of the state. */
const usual = (): Language => navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'kk';

export function startWords(): void {
  const language = usual();
  document.documentElement.lang = language;
  void words.use(initReactI18next).init({
    lng: language, fallbackLng: false, initAsync: false, interpolation: { escapeValue: false }, // React escapes
    resources: { kk: { translation: kk }, ru: { translation: ru }, en: { translation: en } },
  });
}

export function speak(language: Language): void {
  document.documentElement.lang = language;
  void words.changeLanguage(language);
}
