import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contractDocument } from '#main/cli/contractDocText.ts';

test('docs/contract.md is what the contract says (write it anew with `npx node src-main/cli/contractDoc.ts`)', () => {
  expect(readFileSync('docs/contract.md', 'utf8')).toBe(contractDocument());
});

test('a call shows what may be left out, its limits, who may call and how it is refused', () => {
  const section = /## hearing\.addMark\n[^]*?(?=\n## )/.exec(contractDocument())?.[0] ?? '';
  expect(section).toContain('*command*, for secretary.');
  expect(section).toContain('markId: string /* uuid */;');
  expect(section).toContain('pressedAgoMs: number /* ≥ 0, ≤ 3600000 */;');
  expect(section).toContain('`auth.required`, `auth.forbidden`, `input.invalid`');
  expect(contractDocument()).toContain('limit?: integer /* ≥ 1, ≤ 1000 */; // default 200');
});
