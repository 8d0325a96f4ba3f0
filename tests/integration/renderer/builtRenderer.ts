import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import { chromiumOptions } from '../../helpers/chromium.ts';

export interface BuiltRenderer {
  dir: string;
  browser: Browser;
  remove(): Promise<void>;
}

/** The renderer, built for this test, and a browser to open it in. */
export async function buildRenderer(): Promise<BuiltRenderer> {
  const dir = await mkdtemp(join(tmpdir(), 'renderer-'));
  await build({ logLevel: 'silent', build: { outDir: dir, emptyOutDir: true } });
  const browser = await chromium.launch(chromiumOptions);
  return {
    dir, browser,
    async remove() {
      await browser.close();
      await rm(dir, { recursive: true });
    },
  };
}
