import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contract, type AnyName } from '#shared/contract/index.ts';
import type { AppError } from '#shared/domain/errors.ts';
import { inputError } from '#main/app/router.ts';
import { placesIn, replaced, without, type Path } from './paths.ts';
import { rightInput } from './samples.ts';

const names = Object.keys(contract) as AnyName[];

/** What the router makes of an input: a refusal, or null when it would reach the handler. */
function refusalOf(name: AnyName, input: unknown): AppError | null {
  const parsed = contract[name].input.safeParse(input);
  return parsed.success ? null : inputError(parsed.error);
}

const junk = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true, withSet: true, withSparseArray: true, withTypedArray: true }),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, Number.MAX_VALUE, '', '\u0000', '__proto__', 'constructor', [], {}, null, undefined, Symbol('s'), () => 1),
);

/** The refusal names the place itself, something inside it, or what contains it (two ids that repeat). */
const isAbout = (field: string | undefined, path: Path): boolean => {
  const place = path.join('.');
  return field !== undefined && (`${field}.`.startsWith(`${place}.`) || `${place}.`.startsWith(`${field}.`));
};

test.each(names)('%s: its right input is right', (name) => expect(refusalOf(name, rightInput[name])).toBeNull());

test.each(names)('%s: junk is judged, never thrown at, and a refusal names its field', (name) => {
  fc.assert(fc.property(junk, (input) => {
    const refusal = refusalOf(name, input);
    if (refusal) expect(refusal).toMatchObject({ code: 'input.invalid', field: expect.stringMatching(/./), detail: expect.any(String) });
  }), { numRuns: 60 });
});

const places = (name: AnyName) => placesIn(rightInput[name]);
const withPlaces = names.filter((name) => places(name).length > 0);

test.each(withPlaces)('%s: junk at any place of a right input is refused by the name of that place', (name) => {
  fc.assert(fc.property(fc.constantFrom(...places(name)), junk, ({ path }, by) => {
    const refusal = refusalOf(name, replaced(rightInput[name], path, by));
    if (refusal) expect(isAbout(refusal.field, path), `${refusal.field} for ${path.join('.')}`).toBe(true);
  }), { numRuns: 150 });
});

describe.each(withPlaces)('%s', (name) => {
  test.each(places(name).map(({ path, value }) => [path.join('.'), path, value] as const))('%s of a wrong type or missing', (place, path, value) => {
    const wrong = typeof value === 'object' ? 'text' : { an: 'object' };
    expect(isAbout(refusalOf(name, replaced(rightInput[name], path, wrong))?.field, path)).toBe(true);
    const refusal = refusalOf(name, without(rightInput[name], path));
    if (refusal) expect(isAbout(refusal.field, path), `${refusal.field} for ${place}`).toBe(true);
  });

  const ofType = (type: string) => places(name).filter(({ value }) => typeof value === type).map(({ path }) => [path.join('.'), path] as const);
  test.each(ofType('number'))('%s takes no number that is none, or beyond all measure', (place, path) => {
    const beyondDates = place.endsWith('Ms') ? [8_640_000_000_000_001] : [];
    for (const by of [NaN, Infinity, -Infinity, Number.MAX_VALUE, -1e16, ...beyondDates]) {
      expect(refusalOf(name, replaced(rightInput[name], path, by)), `${place} = ${by}`).toMatchObject({ field: place });
    }
  });
  test.each(ofType('string'))('%s is bounded', (_, path) => {
    expect(isAbout(refusalOf(name, replaced(rightInput[name], path, 'ә'.repeat(1_000_000)))?.field, path)).toBe(true);
  });
});

test.each(['schedule.add.schedule.participants', 'settings.saveHall.hall.cameras', 'settings.saveHall.hall.microphones'])('%s: a list without end is refused', (where) => {
  const [area, call, ...path] = where.split('.');
  const name = `${area}.${call}` as AnyName;
  const list = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], rightInput[name]) as unknown[];
  expect(refusalOf(name, replaced(rightInput[name], path, Array(100_000).fill(list[0])))).toMatchObject({ field: path.join('.') });
});

test.each(names)('%s: keys that would reach a prototype are dropped', (name) => {
  const poison = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"polluted":1';
  const text = JSON.stringify(rightInput[name]).replaceAll('{', `{${poison},`).replaceAll(',}', '}');
  const parsed = contract[name].input.safeParse(JSON.parse(text));
  expect(parsed.success).toBe(true);
  const objects = [parsed.data as object, ...placesIn(parsed.data).map((p) => p.value).filter((v) => typeof v === 'object' && v !== null)] as object[];
  for (const object of objects) {
    expect(Object.hasOwn(object, '__proto__') || Object.hasOwn(object, 'constructor') || 'polluted' in object).toBe(false);
  }
});
