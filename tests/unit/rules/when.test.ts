import { expect, test } from 'vitest';
import { holds, whenSchema, type When } from '#shared/rules/schema/when.ts';
import { readJson } from '#shared/rules/schema/read.ts';

const young: When = { all: [{ fact: 'participant.age', below: 16 }, { not: { fact: 'participant.role', in: ['witness', 'claimant'] } }] };

test.each<[string, Parameters<typeof holds>[1], boolean]>([
  ['a child of somebody', { 'participant.age': 15, 'participant.role': 'other' }, true],
  ['a child who is a witness', { 'participant.age': 15, 'participant.role': 'witness' }, false],
  ['sixteen today', { 'participant.age': 16, 'participant.role': 'other' }, false],
  ['of unknown age', { 'participant.role': 'other' }, false],
])('%s', (_, facts, expected) => expect(holds(young, facts)).toBe(expected));

test('what is not known is neither so nor not so, unless that is asked', () => {
  const appeared = (is: boolean): When => ({ fact: 'hearing.partyAppeared', is });
  expect([holds(appeared(true), {}), holds(appeared(false), {}), holds(appeared(false), { 'hearing.partyAppeared': null })]).toEqual([false, false, false]);
  expect([holds({ fact: 'hearing.partyAppeared', known: false }, {}), holds({ fact: 'hearing.partyAppeared', known: true }, { 'hearing.partyAppeared': false })]).toEqual([true, true]);
  expect(holds({ any: [appeared(true), appeared(false)] }, { 'hearing.partyAppeared': false })).toBe(true);
});

test.each<[string, string, string]>([
  ['a fact nobody can tell', '{ "fact": "participant.shoes", "is": true }', '1:11 fact'],
  ['a value it cannot have', '{ "all": [\n  { "fact": "participant.way", "is": "train" }\n] }', '2:3 all.0'],
  ['no number', '{ "fact": "participant.way", "below": 3 }', '1:1 '],
  ['one of several', '{ "any": [{ "fact": "hearing.side", "in": ["hearing_court"] },\n { "fact": "hearing.side", "in": "x" }] }', '2:34 any.1.in'],
  ['nothing to ask', '{}', '1:1 all'],
  ['no list', '{ "all": [] }', '1:10 all'],
])('refused where it is wrong: %s', (_, text, place) => {
  const read = readJson(text, whenSchema);
  if (!('flaws' in read)) throw new Error('taken');
  expect(read.flaws.map(({ line, column, path }) => `${line}:${column} ${path}`)).toContain(place);
});
