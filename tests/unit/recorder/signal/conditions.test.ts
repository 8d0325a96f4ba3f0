import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Conditions } from '#main/recorder/signal/conditions.ts';

const twoSeconds = () => new Conditions<'dark'>({ dark: { beginMs: 2000, endMs: 1000 } });

test('a condition is held when it has lasted, since it began, and is over when it has been over for a while', () => {
  const conditions = twoSeconds();
  const changes = [[0, false], [500, true], [1500, true], [2500, true], [3500, false], [4200, true], [5000, false], [6000, false]]
    .map(([atMs, isDark]) => conditions.take({ dark: isDark as boolean }, atMs as number));
  expect(changes.map((c) => c.length)).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
  expect(changes.flat()).toEqual([{ condition: 'dark', change: 'began', atMs: 500 }, { condition: 'dark', change: 'ended', atMs: 5000 }]);
  expect(conditions.held()).toEqual([]);
});

test('what was so before a silence is not known to have been so during it', () => {
  const conditions = twoSeconds();
  conditions.take({ dark: true }, 0);
  expect(conditions.take({ dark: true }, 60_000)).toEqual([]);
  expect(conditions.take({ dark: true }, 62_000)).toEqual([{ condition: 'dark', change: 'began', atMs: 60_000 }]);
  expect(conditions.held()).toEqual([{ condition: 'dark', sinceMs: 60_000 }]);
});

test('what cannot be told counts as before', () => {
  const conditions = twoSeconds();
  for (const atMs of [0, 1000]) conditions.take({ dark: true }, atMs);
  expect(conditions.take({ dark: null }, 2000)).toHaveLength(1);
  expect(conditions.take({ dark: null }, 3000)).toEqual([]);
});

test('began and ended take turns, and what is held is what began last', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.constantFrom(true, false, null)), { maxLength: 60 }), (steps) => {
    const conditions = twoSeconds();
    let nowMs = 0;
    const changes = steps.flatMap(([waitedMs, dark]) => conditions.take({ dark }, (nowMs += waitedMs)));
    expect(changes.map((c) => c.change)).toEqual(changes.map((_, i) => (i % 2 === 0 ? 'began' : 'ended')));
    expect(changes.map((c) => c.atMs)).toEqual(changes.map((c) => c.atMs).toSorted((a, b) => a - b));
    const last = changes.at(-1);
    expect(conditions.held()).toEqual(last?.change === 'began' ? [{ condition: 'dark', sinceMs: last.atMs }] : []);
  }));
});
