import type { Language } from '#shared/domain/hearing/state.ts';

/** What the printer adds to a document by itself. */
export const documentWords: Record<Language, { page: string; demo: string }> = {
  kk: { page: 'Бет', demo: 'ДЕМОНСТРАЦИЯ' },
  ru: { page: 'Страница', demo: 'ДЕМОНСТРАЦИЯ' },
};
