import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('no link asks for a window of its own: Electron\'s shell opens none but the judge\'s display', () => {
  const pages = readdirSync('src-renderer', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  expect(pages.length).toBeGreaterThan(50);
  expect(pages.filter((name) => /target=["'{]/.test(readFileSync(join('src-renderer', name), 'utf8')))).toEqual([]);
});
