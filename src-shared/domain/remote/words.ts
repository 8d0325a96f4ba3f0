import type { Language } from '../hearing/state.ts';

const kk = {
  noLink: 'байланыс орнатылмаған',
  linked: 'байланыс орнатылды',
  bothWays: 'екі жаққа да',
  oneWay: 'залға ғана берілді: қатысушыға зал көрсетілген жоқ',
  speed: (up: string, down: string) => `жылдамдығы: одан ${up}, оған ${down} Мбит/с`,
  enough: 'жеткілікті',
  tooSlow: 'жеткіліксіз',
  notMeasured: 'жылдамдығы өлшенбеген',
  good: 'бейне мен дыбыс жақсы',
  roundTrip: (ms: number) => `барып-келуі ${ms} мс`,
  light: (value: number) => `жарық 255-тен ${value}`,
  noise: (db: number) => `шу ${db} дБ`,
};

const ru: typeof kk = {
  noLink: 'связь не установлена',
  linked: 'связь установлена',
  bothWays: 'в обе стороны',
  oneWay: 'только в зал: участнику зал не показывали',
  speed: (up, down) => `скорость: от него ${up}, к нему ${down} Мбит/с`,
  enough: 'достаточно',
  tooSlow: 'недостаточно',
  notMeasured: 'скорость не измерена',
  good: 'изображение и звук хорошие',
  roundTrip: (ms) => `туда и обратно ${ms} мс`,
  light: (value) => `свет ${value} из 255`,
  noise: (db) => `шум ${db} дБ`,
};

/** Standing phrases of the report of a test session. */
export const testWords: Record<Language, typeof kk> = { kk, ru };
