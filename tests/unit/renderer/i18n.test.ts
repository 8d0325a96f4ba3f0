import { alarmCodes } from '#main/app/alarms.ts';
import { hearingEventTypes } from '#shared/court-api/events.ts';
import { errorCodes } from '#shared/domain/errors.ts';
import { describe, expect, it } from 'vitest';
import { i18n, startI18n } from '../../../src-renderer/i18n/i18n.ts';
import { allTexts, type TextTree } from '../../../src-renderer/i18n/resources.ts';
import { uiLanguages, type UiLanguage } from '../../../src-renderer/stores/preferences.ts';
import { readSourceTexts } from './sourceTexts.ts';

const flat = (tree: TextTree, path: string[] = []): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[[...path, key].join('.'), value]] : flat(value, [...path, key])));

const trees = allTexts();
const flattened = { kk: new Map(flat(trees.kk)), ru: new Map(flat(trees.ru)), en: new Map(flat(trees.en)) };
const texts = (language: UiLanguage) => flattened[language];
const kk = texts('kk');
const withoutPlural = (key: string) => key.replace(/_(one|few|many|other)$/, '');
const known = new Set([...kk.keys()].map(withoutPlural));
const source = readSourceTexts('src-renderer');

/** Letters as data – alphabets, folding, syllables, the formatter's words – are no interface texts. */
const mayHoldCyrillic = new Set(['format/words.ts', 'format/format.ts', 'ui/softHyphens.ts', 'screens/insession/marks/searchMarks.ts']);

/** As printed on every keyboard here. */
const keyCaps = new Set(['Esc', 'Enter']);

const holes = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((m) => m[1] ?? '').toSorted((a, b) => a.localeCompare(b));

describe('texts', () => {
  it('are there in all three languages, under the same keys, none of them empty', () => {
    for (const language of uiLanguages) {
      const keys = new Set([...texts(language).keys()].map(withoutPlural));
      expect([...known].filter((k) => !keys.has(k)), `missing in ${language}`).toEqual([]);
      expect([...keys].filter((k) => !known.has(k)), `only in ${language}`).toEqual([]);
      expect([...texts(language)].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
    }
  });

  it('name every kind of fact that waits to be sent', () => {
    expect(hearingEventTypes.filter((type) => !known.has(`after.event.${type}`))).toEqual([]);
  });

  it('ask for the same values in all three languages', () => {
    const different = [...kk].filter(([key, text]) => uiLanguages.some((l) => {
      const other = texts(l).get(key);
      return other !== undefined && holes(other).join() !== holes(text).join();
    }));
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('say of every error what happened, what it means for the record, and what to do', () => {
    for (const code of errorCodes) for (const sentence of ['what', 'record', 'todo']) expect(known, `errors.${code}.${sentence}`).toContain(`errors.${code}.${sentence}`);
  });

  it('say every alarm of the console, in all three languages', () => {
    for (const code of alarmCodes) for (const language of uiLanguages) expect(texts(language).get(`alarms.${code}`), `alarms.${code} in ${language}`).toBeTruthy();
    for (const level of ['danger', 'loss', 'note']) expect(known).toContain(`alarms.level.${level}`);
    for (const language of uiLanguages) expect(holes(texts(language).get('alarms.store_damaged') ?? '')).toEqual(['movedTo']);
  });

  it('speak of no error that does not exist', () => {
    const codes = new Set<string>(errorCodes);
    expect([...known].filter((k) => k.startsWith('errors.') && !codes.has(k.slice('errors.'.length, k.lastIndexOf('.'))))).toEqual([]);
  });

  it('are Kazakh and Russian in Cyrillic, English in Latin', () => {
    const cyrillic = /\p{Script=Cyrillic}/u;
    const nativeName = (key: string) => key.startsWith('common.language_short.');
    expect([...texts('en')].filter(([key, text]) => cyrillic.test(text) && !nativeName(key))).toEqual([]);
    const latinOnly = (text: string) => /[A-Za-z]{4,}/.test(text.replace(/\{\{.*?\}\}/g, '')) && !cyrillic.test(text);
    const technical = /^(?:shell\.alt_key|settings\.server_url_hint)$/;
    for (const language of ['kk', 'ru'] as const) expect([...texts(language)].filter(([key, text]) => latinOnly(text) && !technical.test(key))).toEqual([]);
  });
});

describe('sources', () => {
  it('translate only keys that exist', () => {
    expect(source.keys.filter(({ key }) => !known.has(key))).toEqual([]);
  });

  it('build only keys that exist', () => {
    const all = [...known];
    expect(source.patterns.filter(({ pattern }) => !all.some((key) => pattern.test(key))).map(({ text, file }) => `${text} in ${file}`)).toEqual([]);
  });

  it('use every key', () => {
    const strings = new Set(source.strings.map((s) => s.text));
    expect([...known].filter((key) => !strings.has(key) && !source.patterns.some(({ pattern }) => pattern.test(key)))).toEqual([]);
  });

  it('hold no words between tags or in labels', () => {
    expect(source.visible.filter(({ text }) => /\p{L}{2,}/u.test(text) && !keyCaps.has(text.trim()))).toEqual([]);
  });

  it('hold no Cyrillic', () => {
    expect(source.strings.filter(({ text, file }) => /\p{Script=Cyrillic}/u.test(text) && !mayHoldCyrillic.has(file))).toEqual([]);
  });
});

describe('i18next', () => {
  it('changes the language at once', async () => {
    startI18n('kk');
    expect(i18n.t('statebar.state.recess')).toBe('Үзіліс');
    await i18n.changeLanguage('ru');
    expect(i18n.t('statebar.state.recess')).toBe('Перерыв');
    expect(i18n.t('errors.auth.locked.what', { seconds: 40 })).toContain('40');
  });
});
