import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { watchPaths } from '#shared/conference/watching.ts';
import { observation } from '#shared/domain/observers/observers.ts';
import { chromiumOptions } from '../helpers/chromium.ts';
import { countingRelay, type CountingRelay } from '../helpers/countingRelay.ts';
import { addHearing, hearingOf, press, startHall, typeInto, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

const patiently = { timeout: 60_000 };
const framesOf = (page: Page): Promise<number> => page.evaluate(() => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0);

const soundBytes = (): number => document.querySelector<HTMLVideoElement & { webkitAudioDecodedByteCount?: number }>('video')?.webkitAudioDecodedByteCount ?? 0;

async function moves(page: Page): Promise<void> {
  await page.locator('[data-watch="live"] video').waitFor(patiently);
  const before = await framesOf(page);
  await expect.poll(() => framesOf(page), patiently).toBeGreaterThan(before + 5);
}

/** An open hearing that the public watches, from the court's permission to its ruling to go closed. */
describe.each(shells)('watched with the court\'s permission, $name', (shell) => {
  let hall: Hall;
  let relay: CountingRelay;
  let secretary: Operator;
  let hearingId: string;
  let desk: Page;
  let browser: Browser;
  let observers: Page[];
  let url: string;

  beforeAll(async () => {
    hall = await startHall(shell);
    relay = await countingRelay(hall.court.url, watchPaths.publish);
    const specialist = await hall.operator('specialist');
    await specialist.do('settings.saveCourtServer', { courtServer: { url: relay.url, deviceToken: hall.court.token } });
    secretary = await hall.operator('secretary');
    hearingId = await addHearing(secretary);
    await secretary.do('hearing.connect', { hearingId });
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
    browser = await chromium.launch(chromiumOptions);
  });
  afterAll(async () => {
    await browser?.close();
    await hall?.end();
    await relay?.close();
  });

  const button = (name: string) => desk.getByRole('button', { name });
  const watch = async (): Promise<Page> => {
    const page = await (await browser.newContext({ locale: 'kk-KZ', viewport: { width: 390, height: 844 } })).newPage();
    await page.goto(url);
    return page;
  };
  const shows = (state: string) => Promise.all(observers.map((page) => page.locator(`[data-watch="${state}"]`).waitFor(patiently)));

  test('GP-5: on the court\'s word the secretary permits it before the opening; who opens the page waits, with nothing asked', async () => {
    await press(desk, button(say('conference.observers.none')));
    await press(desk, button(say('conference.observers.allow')));
    url = await desk.getByText(/\/watch\/[0-9a-f-]{36}$/).innerText();
    observers = [await watch(), await watch()];
    await shows('waiting');
    expect(relay.bytes(), 'a greeting and signs of life').toBeLessThan(20_000);
    expect(await observers[0]?.getByRole('button').allInnerTexts(), 'nothing to press but the language').toEqual(['Қазақша', 'Русский', 'English']);
  });

  test('with the opening both see the hall move, from one stream, and the secretary sees that there are two', async () => {
    await secretary.do('hearing.open', { hearingId });
    await Promise.all((observers ?? []).map(moves));
    await desk.locator('[data-observers="live"][data-count="2"]').waitFor(patiently);
    expect(relay.open()).toBe(1);
    for (const page of observers) {
      await page.getByRole('button', { name: 'Дыбысты қосу' }).click();
      await expect.poll(() => page.evaluate(soundBytes), patiently).toBeGreaterThan(1000);
      await moves(page);
    }
  });

  test('in the deliberation nothing goes out, and afterwards the picture is back by itself', async () => {
    await secretary.do('hearing.deliberate', { hearingId });
    await shows('paused');
    const bytes = relay.bytes();
    expect(await Promise.all(observers.map((page) => page.locator('video').count()))).toEqual([0, 0]);
    await secretary.do('hearing.resume', { hearingId });
    await Promise.all(observers.map(moves));
    expect(relay.bytes()).toBeGreaterThan(bytes);
  });

  test('K7-6: the ruling to go closed takes both pictures away, says why, and no byte leaves the hall any more', async () => {
    await press(desk, button(say('insession.action.closeToPublic.button')));
    await typeInto(desk, desk.getByLabel(say('insession.form.reason')), 'Отбасы құпиясы');
    await press(desk, button(say('insession.action.closeToPublic.do')));
    await shows('ended');
    await Promise.all(observers.map((page) => page.getByText('Сот жабық отырысқа көшті').waitFor()));
    expect(await Promise.all(observers.map((page) => page.locator('video').count()))).toEqual([0, 0]);
    expect(relay.open()).toBe(0);
    const bytes = relay.bytes();
    const late = await watch();
    await late.getByText('Сот жабық отырысқа көшті').waitFor(patiently);
    const status = await late.evaluate(async (path) => (await fetch(path)).status, `${watchPaths.stream}/${url.split('/').at(-1)}`);
    expect(status).toBe(403);
    expect([relay.open(), relay.bytes()]).toEqual([0, bytes]);
  });

  test('in public again nobody watches until the court permits it anew, under another address', async () => {
    await secretary.do('hearing.resume', { hearingId });
    expect(observation(await hearingOf(secretary, hearingId))).toBeNull();
    await button(say('conference.observers.none')).waitFor(patiently);
    expect(relay.open()).toBe(0);
    await secretary.do('observers.allow', { hearingId });
    await expect.poll(() => relay.open(), patiently).toBe(1);
    await shows('ended');
    const now = observation(await hearingOf(secretary, hearingId));
    expect(url).not.toContain(now?.watchId ?? '');
    observers = [await (async () => {
      url = url.replace(/[^/]+$/, now?.watchId ?? '');
      return watch();
    })()];
    await Promise.all(observers.map(moves));
  });

  test('the end of the hearing ends it', async () => {
    await secretary.do('hearing.close', { hearingId });
    await shows('ended');
    await observers[0]?.getByText('Отырыс аяқталды.').waitFor();
    await expect.poll(() => relay.open(), patiently).toBe(0);
  });
});
