import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, type Browser } from 'playwright-core';
import type { FormatCase } from '../../fixtures/formatCases.ts';
import { chromiumOptions } from '../../helpers/chromium.ts';

/** The cases as one script that leaves its answers on `window`. */
async function bundledCases(): Promise<string> {
  const built = await build({
    configFile: false, logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: 'tests/fixtures/formatCases.ts', formats: ['iife'], name: 'cases' } },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : null;
  if (!chunk) throw new Error('nothing was built');
  return `${chunk.code}; window.formatCases = cases.formatCases();`;
}

describe('formatting in Chromium, whose Kazakh is not Kazakh', () => {
  let browser: Browser;
  let cases: FormatCase[];
  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions);
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundledCases() });
    cases = await page.evaluate('window.formatCases');
  });
  afterAll(() => browser.close());

  it('gives what it gives in Node', () => {
    expect(cases.length).toBeGreaterThan(30);
    expect(cases.filter(({ got, wanted }) => got !== wanted)).toEqual([]);
  });

  it('is needed: the browser itself still formats Kazakh wrongly', async () => {
    const page = await browser.newPage();
    expect(await page.evaluate(() => new Intl.NumberFormat('kk').format(1_234_567.891))).not.toBe('1\u00a0234\u00a0567,891');
  });
});
