import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumOptions } from '../helpers/chromium.ts';
import { namelessControls, neverReached, overflowingTexts, rawKeys, tabStops } from './pageChecks.ts';

/** The checks themselves, on pages that are known to be wrong: a check that never complains proves nothing. */
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions);
  page = await browser.newPage({ viewport: { width: 800, height: 600 } });
});
afterAll(() => browser?.close());

const long = 'Қазақстан'.repeat(20);
const complaints = async (html: string) => {
  await page.setContent(html);
  return overflowingTexts(page);
};

test('texts that stick out are found, wherever they are cut', async () => {
  expect(await complaints(`<p style="width: 100px">${long}</p>`)).toHaveLength(1);
  expect(await complaints(`<p style="width: 100px"><b>${long}</b></p>`)).toHaveLength(1);
  expect(await complaints(`<div style="width: 100px; overflow: hidden"><p style="width: 2000px">${long}</p></div>`)).toHaveLength(1);
  expect(await complaints(`<p style="position: absolute; left: 700px; white-space: nowrap">${long}</p>`)).toHaveLength(1);
});

test('texts that fit, scroll or say that they are shortened are not', async () => {
  expect(await complaints(`<p>${'Қазақстан '.repeat(20)}</p>`)).toEqual([]);
  expect(await complaints(`<pre style="width: 100px; overflow: auto">${long}</pre>`)).toEqual([]);
  expect(await complaints(`<p style="width: 100px; overflow: hidden; text-overflow: ellipsis">${long}</p>`)).toEqual([]);
  expect(await complaints(`<p style="display: none; width: 100px">${long}</p>`)).toEqual([]);
});

test('keys shown instead of words are found in texts, names and tooltips', async () => {
  await page.setContent('<p>day.next_step</p><p>errors.hearing.not_found.what</p><button aria-label="{{name}}" title="insession.marks">файл run-001/audio.mkv, 7.5, day.</button>');
  expect(await rawKeys(page)).toEqual(['day.next_step', 'errors.hearing.not_found.what', '{{name}}', 'insession.marks']);
});

test('controls without a name, a ring or a way to them are found', async () => {
  await page.setContent('<style>* { outline: 0 } a:focus { outline: 3px solid red }</style><button></button><input><a href="#">бар</a><button disabled>жоқ</button>');
  expect(await namelessControls(page)).toEqual(['button', 'textbox']);
  expect((await tabStops(page)).map((s) => s.ring)).toEqual([false, false, true]);
  expect(await neverReached(page)).toEqual([]);
  await page.evaluate(() => { document.body.insertAdjacentHTML('beforeend', '<button>кейін</button>'); });
  expect(await neverReached(page)).toEqual(['<button>кейін</button>']);
});
