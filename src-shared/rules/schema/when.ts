import { z } from 'zod';
import { factKinds, factName, type FactName, type Facts } from './facts.ts';

const value = z.union([z.string(), z.boolean()]);

/** Something that can be asked of facts. What is not known makes it false, unless just that is asked. */
export type When =
  | { all: When[] }
  | { any: When[] }
  | { not: When }
  | { fact: FactName; is: string | boolean }
  | { fact: FactName; in: string[] }
  | { fact: FactName; below: number }
  | { fact: FactName; known: boolean };

const fact = factName;

export const whenSchema: z.ZodType<When> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(whenSchema).min(1) }),
    z.strictObject({ any: z.array(whenSchema).min(1) }),
    z.strictObject({ not: whenSchema }),
    z.strictObject({ fact, is: value }).refine(({ fact: name, is }) => fits(name, is), 'a value this fact can have'),
    z.strictObject({ fact, in: z.array(z.string()).min(1) }).refine(({ fact: name, in: some }) => some.every((one) => fits(name, one)), 'values this fact can have'),
    z.strictObject({ fact, below: z.number() }).refine(({ fact: name }) => factKinds[name] === 'number', 'a fact that is a number'),
    z.strictObject({ fact, known: z.boolean() }),
  ]));

function fits(name: FactName, given: string | boolean): boolean {
  const kind: 'boolean' | 'number' | readonly string[] = factKinds[name];
  return typeof given === 'boolean' ? kind === 'boolean' : Array.isArray(kind) && kind.includes(given);
}

export function holds(when: When, facts: Facts): boolean {
  if ('all' in when) return when.all.every((each) => holds(each, facts));
  if ('any' in when) return when.any.some((each) => holds(each, facts));
  if ('not' in when) return !holds(when.not, facts);
  const known = facts[when.fact] ?? null;
  if ('known' in when) return (known !== null) === when.known;
  if ('is' in when) return known === when.is;
  if ('in' in when) return typeof known === 'string' && when.in.includes(known);
  return typeof known === 'number' && known < when.below;
}
