import type { UiLanguage } from '../stores/preferences.ts';

/** Names and unit words the formatter needs, per language; they inflect, so they are no translation keys. */
export interface FormatWords {
  months: readonly string[];
  weekdays: readonly string[];
  longDate: (day: number, month: string, year: number) => string;
  sizeUnits: readonly string[];
  hour: string;
  minute: string;
  second: string;
  decimalSign: string;
}

export const formatWords: Record<UiLanguage, FormatWords> = {
  kk: {
    months: ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'],
    weekdays: ['дүйсенбі', 'сейсенбі', 'сәрсенбі', 'бейсенбі', 'жұма', 'сенбі', 'жексенбі'],
    longDate: (day, month, year) => `${year} жылғы ${day} ${month}`,
    sizeUnits: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
    hour: 'сағ', minute: 'мин', second: 'с', decimalSign: ',',
  },
  ru: {
    months: ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
    weekdays: ['понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота', 'воскресенье'],
    longDate: (day, month, year) => `${day} ${month} ${year} г.`,
    sizeUnits: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
    hour: 'ч', minute: 'мин', second: 'с', decimalSign: ',',
  },
  en: {
    months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    longDate: (day, month, year) => `${day} ${month} ${year}`,
    sizeUnits: ['B', 'KB', 'MB', 'GB', 'TB'],
    hour: 'h', minute: 'min', second: 's', decimalSign: '.',
  },
};
