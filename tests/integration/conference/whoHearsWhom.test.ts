import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withSound } from '../../helpers/chromium.ts';
import type { Remote, Who } from './room.ts';

/** The hall's links and those elsewhere in one page of a real Chromium, with real connections between them: whose voice arrives where. */
let dir: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'who-hears-whom-'));
  const lib = { entry: join(import.meta.dirname, 'room.ts'), formats: ['iife' as const], name: 'built', fileName: () => 'room.js' };
  await build({ configFile: false, root: process.cwd(), logLevel: 'silent', build: { outDir: dir, lib } });
  browser = await chromium.launch(withSound);
  page = await browser.newPage();
  await page.evaluate(await readFile(join(dir, 'room.js'), 'utf8'));
  await page.evaluate(() => window.room.begin());
});
afterAll(async () => {
  await browser?.close();
  await rm(dir, { recursive: true, force: true });
});

const heardDb = -65;
const patience = { timeout: 30_000, interval: 300 };
const levelsAt = (who: Who) => page.evaluate((one) => window.room.heardAt(one), who);
/** Those who are heard there, the loudest of what is not far below. */
const hears = (who: Who, ...whom: Who[]) =>
  expect.poll(async () => Object.entries(await levelsAt(who)).filter(([, level]) => level > heardDb).map(([name]) => name), { ...patience, message: `heard at ${who}` }).toEqual(whom);
const sees = (who: Remote, whom: Who) => expect.poll(() => page.evaluate((one) => window.room.seenAt(one), who), { ...patience, message: `seen at ${who}` }).toBe(whom);
const stands = (who: Remote, standing: Parameters<Window['room']['stands']>[1] = {}) => page.evaluate(([one, how]) => window.room.stands(one, how), [who, standing] as const);
const everybody = ['client', 'defender', 'interpreter'] as const satisfies Remote[];

async function asUsual(): Promise<void> {
  for (const who of everybody) await stands(who);
  await hears('hall', ...everybody);
  for (const who of everybody) await hears(who, 'hall');
}

test('let in, everybody hears the hall and is heard there', asUsual);

test('in a confidential talk the two see and hear each other and nobody else, and nobody else hears them', async () => {
  await stands('client', { talksWith: ['defender'] });
  await stands('defender', { talksWith: ['client'] });
  await hears('client', 'defender');
  await hears('defender', 'client');
  await hears('hall', 'interpreter');
  await hears('interpreter', 'hall');
  await sees('client', 'defender');
  await sees('defender', 'client');
});

test('also over a connection that is built anew in the middle of it', async () => {
  await page.evaluate(() => window.room.renew('client'));
  await hears('defender', 'client');
  await hears('client', 'defender');
  await hears('hall', 'interpreter');
});

test('with an interpreter all three hear the two others, and the hall nobody; after it all is as it was', async () => {
  for (const who of everybody) await stands(who, { talksWith: everybody.filter((other) => other !== who) });
  await hears('client', 'defender', 'interpreter');
  await hears('interpreter', 'client', 'defender');
  await hears('hall');
  await asUsual();
});

test('who is interpreted for simultaneously hears the interpreter, and the hall 18 dB lower; the hall does not hear the interpreter, who hears both', async () => {
  await stands('interpreter', { interpretsFor: ['client'] });
  await hears('client', 'hall', 'interpreter');
  const { hall, interpreter } = await levelsAt('client');
  expect(interpreter - hall).toBeGreaterThan(14);
  expect(interpreter - hall).toBeLessThan(22);
  await hears('hall', 'client', 'defender');
  await hears('interpreter', 'hall', 'client');
  await hears('defender', 'hall');
  await asUsual();
});
