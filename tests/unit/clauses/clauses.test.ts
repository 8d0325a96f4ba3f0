import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clauseDocument, clauseRows } from '../../clauses/clauseTable.ts';

const rows = clauseRows();

test('docs/clauses.md is what rules and sources say (write it anew with `npx node tests/clauses/write.ts`)', () => {
  expect(readFileSync('docs/clauses.md', 'utf8')).toBe(clauseDocument());
});

test.each(rows.filter(({ area }) => area !== 'service' && area !== 'links').map((row) => [row.requirement, row] as const))('%s is kept by a rule or in code, and a test names it', (_, { rules, code, tests }) => {
  expect([...rules, ...code]).not.toEqual([]);
  expect(tests).not.toEqual([]);
});
