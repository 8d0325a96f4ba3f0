import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import civil from '#shared/rules/orders/civil-k7.json' with { type: 'json' };
import criminal from '#shared/rules/orders/criminal-k185.json' with { type: 'json' };
import recording from '#shared/rules/orders/recording-486.json' with { type: 'json' };
import { parseRules } from '#shared/rules/index.ts';
import { parseRuleFile } from '#shared/rules/schema/ruleFile.ts';
import { placesIn, replaced, without } from './paths.ts';

/** May be left out. */
const optional = new Set(['when', 'term', 'needed', 'effect', 'choices', 'within', 'after', 'slot', 'finds', 'fulfilledBy', 'answered', 'remoteRecording']);

const files: [string, unknown][] = [['civil-k7', civil], ['criminal-k185', criminal], ['recording-486', recording]];

test('junk instead of a rule file is refused by the name of the file', () => {
  fc.assert(fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (junk) => {
    expect(parseRuleFile('some-rules', junk)).toMatchObject({ ok: false, error: { code: 'input.invalid', field: expect.stringMatching(/^some-rules/) } });
  }));
});

/** What is asked there may be asked in several ways: see `when.test.ts`. */
const isInCondition = (path: readonly PropertyKey[]): boolean => path.includes('when');

test.each(files)('%s: a wrong type or a missing field anywhere is refused by its path', (name, file) => {
  for (const { path, value } of placesIn(file).filter((place) => !isInCondition(place.path))) {
    const wrong = typeof value === 'object' && value !== null ? 'text' : { an: 'object' };
    const place = [name, ...path].join('.');
    const refusal = parseRuleFile(name, replaced(file, path, wrong));
    expect(refusal.ok ? 'taken' : refusal.error.field, place).toBe(place);
    if (typeof path.at(-1) === 'number' || optional.has(String(path.at(-1)))) continue;
    const missing = parseRuleFile(name, without(file, path));
    expect(missing.ok ? 'taken' : missing.error.field, place).toBe(place);
  }
}, 60_000); // every place of the longest file, each by reading all of it

test.each(files)('%s: a field nobody knows is refused, a prototype among them', (name, file) => {
  for (const unknown of ['"deadline":1', '"__proto__":{"x":1}', '"constructor":{}']) {
    const poisoned: unknown = JSON.parse(JSON.stringify(file).replace('{', `{${unknown},`));
    expect(parseRuleFile(name, poisoned), unknown).toMatchObject({ ok: false, error: { field: expect.stringMatching(new RegExp(`^${name}`)) } });
  }
});

test('one wrong file among right ones: none is taken', () => {
  const [first, second, third] = files;
  if (!first || !second || !third) throw new Error('three rule files');
  expect(parseRules([first, [second[0], replaced(second[1], ['acts', 0, 'clauses', 0], 'x')], third])).toMatchObject({ ok: false, error: { field: 'criminal-k185.acts.0.clauses.0' } });
});
