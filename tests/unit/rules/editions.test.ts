import { expect, test } from 'vitest';
import { inForceOn } from '#shared/rules/editions.ts';
import { rules } from '#shared/rules/index.ts';
import { readDataFile } from '#shared/rules/schema/read.ts';
import { ruleFileSchema, type RuleFile } from '#shared/rules/schema/ruleFile.ts';

const known = rules.ok ? rules.value : [];
const civil = known.find(({ id }) => id === 'civil-k7') as RuleFile;
const edition = (edition: string, inForceFrom: string): RuleFile => ({ ...civil, order: { ...civil.order, edition, inForceFrom } });
const next = edition('2027-01-01', '2027-01-15');
const of = (day: string, files: readonly RuleFile[] = [...known, next]) => {
  const found = inForceOn(day, 'civil', files);
  return found.ok ? found.value.files.find(({ id }) => id === 'civil-k7')?.order.edition : found.error.code;
};

test('a hearing is judged by the edition in force on its day, whatever order they come in', () => {
  expect([of('2027-01-14'), of('2027-01-15'), of('2027-01-14', [next, ...known]), of('2030-01-01')]).toEqual(['2023-06-06', '2027-01-01', '2023-06-06', '2027-01-01']);
});

test('before the first edition that is known the first is taken, and that is said', () => {
  const found = inForceOn('2019-01-01', 'civil', known);
  expect(found.ok && found.value.takenFromLater.map(({ id }) => id)).toEqual(['civil-k7', 'practice-gp']);
  expect(of('2019-01-01')).toBe('2023-06-06');
});

test('each kind of proceedings has its own orders; without any that is an error', () => {
  const ids = (kind: 'civil' | 'criminal') => ((found) => (found.ok ? found.value.files.map(({ id }) => id).toSorted() : []))(inForceOn('2026-11-03', kind, known));
  expect([ids('civil'), ids('criminal')]).toEqual([['civil-code', 'civil-k7', 'court-setting', 'practice-gp', 'recording-486'], ['court-setting', 'criminal-k185', 'practice-gp', 'recording-486']]);
  expect(inForceOn('2026-11-03', 'civil', known.filter(({ id }) => id === 'criminal-k185'))).toMatchObject({ ok: false, error: { code: 'rules.no_edition' } });
});

test('what is wrong in a rule file is told by line, all of it', () => {
  const text = JSON.stringify(civil, null, 2).replace('"count": 3', '"count": "three"').replace('"who": "judge"', '"who": "king"');
  const lineOf = (words: string): number => text.slice(0, text.indexOf(words)).split('\n').length;
  const read = readDataFile('civil-k7', text, ruleFileSchema);
  expect(read).toMatchObject({ ok: false, error: { code: 'rules.unreadable', params: { line: lineOf('"king"'), count: 2 } } });
  expect(read.ok ? '' : read.error.detail).toContain(`civil-k7:${lineOf('"three"')}:`);
});

test.each([['', 1], ['{', 1], ['{\n"id": 1,\n}', 3], ['{ // words\n}', 1]])('no JSON: %j', (text, line) => {
  expect(readDataFile('x', text, ruleFileSchema)).toMatchObject({ ok: false, error: { code: 'rules.unreadable', params: { line } } });
});
