import { expect, test } from 'vitest';
import { roles } from '#shared/domain/actor.ts';
import { freeMark, isMarkTemplateId, markTemplateIds, stripKeys, templatesFor } from '#shared/domain/markTemplates.ts';
import { proceedingsKinds } from '#shared/domain/schedule.ts';
import { words, type Words } from '#shared/domain/words.ts';

test.each(proceedingsKinds)('%s: no two templates share a key or an id, and every key of the two banks is there', (proceedings) => {
  const templates = templatesFor(proceedings);
  const keys = templates.flatMap(({ key, stripCode }) => (key ? [`${key.shift ? 'Shift+' : ''}${key.code}${stripCode ? ` ${stripCode}` : ''}`] : []));
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(templates.map((t) => t.id)).size).toBe(templates.length);
  const pressed = new Set(keys.map((k) => k.split(' ')[0]));
  expect([...pressed]).toEqual(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `Shift+F${n}`), 'Enter']);
});

test.each(proceedingsKinds)('%s: only the keys that open a strip have more than one template, each with its place', (proceedings) => {
  for (const { key, stripCode, id } of templatesFor(proceedings)) {
    expect(stripCode !== null, id).toBe(key !== null && !key.shift && key.code in stripKeys);
  }
});

test('F2 and F3 are the two sides of the procedure', () => {
  const sides = proceedingsKinds.map((p) => templatesFor(p).filter((t) => t.key && !t.key.shift && /^F[23]$/.test(t.key.code)).map((t) => t.id));
  expect(sides).toEqual([['claimant', 'defendant'], ['prosecutor', 'accused'], ['authority', 'offender']]);
});

test('GP-4: oath, warning and signed receipt can be marked everywhere', () => {
  for (const p of proceedingsKinds) expect(templatesFor(p).map((t) => t.id)).toEqual(expect.arrayContaining(['oath', 'warning', 'signed_receipt', freeMark]));
});

test('every template is used by some procedure, and its id fits the contract', () => {
  const used = new Set(proceedingsKinds.flatMap((p) => templatesFor(p).map((t) => t.id)));
  expect(markTemplateIds.filter((id) => !used.has(id))).toEqual([]);
  expect(markTemplateIds.filter((id) => !/^[a-z][a-z0-9_]{0,39}$/.test(id))).toEqual([]);
  expect([isMarkTemplateId('judge'), isMarkTemplateId('toString')]).toEqual([true, false]);
});

test('every word is there in three languages, and no two templates read the same', () => {
  for (const [area, entries] of Object.entries(words)) {
    for (const [value, word] of Object.entries<Words>(entries)) {
      for (const language of ['kk', 'ru', 'en'] as const) expect(word[language].trim(), `${area}.${value}.${language}`).not.toBe('');
    }
  }
  for (const language of ['kk', 'ru', 'en'] as const) {
    const labels = Object.values(words.marks).map((w: Words) => w[language]);
    expect(new Set(labels).size, language).toBe(labels.length);
  }
  expect(Object.keys(words.userRole)).toEqual([...roles]);
});
