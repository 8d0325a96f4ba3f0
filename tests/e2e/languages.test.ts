import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { addHearing, addOpenHearing, goTo, hearingOf, startHall, type Hall } from './fixture.ts';
import { overflowingTexts, rawKeys } from './pageChecks.ts';
import { shells } from './shells.ts';
import { say, type Language } from './texts.ts';

const languages: readonly Language[] = ['kk', 'ru', 'en'];
const sizesPx = [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }];

const speak = (page: Page, language: Language) => page.locator(`button[lang=${language}]`).click();

/** Every complaint about what is on the page now, in each language and on both screens. */
async function complaintsOf(page: Page, screen: string): Promise<string[]> {
  const complaints: string[] = [];
  for (const language of languages) {
    await speak(page, language);
    const told = await page.evaluate(() => [document.documentElement.lang, document.title]);
    if (told.join() !== [language, say('common.product', {}, language)].join()) complaints.push(`${screen} ${language}: lang and title are ${told.join()}`);
    for (const key of await rawKeys(page)) complaints.push(`${screen} ${language}: ${key}`);
    for (const size of sizesPx) {
      await page.setViewportSize(size);
      for (const text of await overflowingTexts(page)) complaints.push(`${screen} ${language} ${size.width}: ${text}`);
    }
  }
  await speak(page, 'kk');
  return complaints;
}

describe.each(shells)('three languages, $name', (shell) => {
  let hall: Hall;
  let secretary: Operator;
  let desk: Page;
  let closedId: string;
  let openId: string;

  beforeAll(async () => {
    hall = await startHall(shell, { setUp: false });
  });
  afterAll(() => hall?.end());

  test('first start: the wizard and its steps', async () => {
    const page = await hall.emptyWindow();
    await page.getByRole('heading', { name: say('wizard.welcome') }).waitFor();
    expect(await complaintsOf(page, 'welcome')).toEqual([]);
    await page.getByRole('button', { name: say('wizard.real_do') }).click();
    await page.getByRole('button', { name: say('common.next') }).click();
    expect(await complaintsOf(page, 'set-up')).toEqual([]);
    await page.close();
  });

  test('sign-in', async () => {
    await hall.setUp();
    const page = await hall.emptyWindow();
    await page.getByRole('heading', { name: say('signin.choose_role') }).waitFor();
    expect(await complaintsOf(page, 'sign-in')).toEqual([]);
    await page.close();
  });

  test('the day, before the hearing, and after it', async () => {
    secretary = await hall.operator('secretary');
    const scheduledId = await addHearing(secretary);
    closedId = await addOpenHearing(secretary);
    await secretary.do('hearing.addMark', { hearingId: closedId, markId: crypto.randomUUID(), template: 'oath', text: 'ант', pressedAgoMs: 0 });
    await secretary.do('hearing.close', { hearingId: closedId });
    await expect.poll(async () => (await hearingOf(secretary, closedId)).phase.name, { timeout: 60_000 }).toBe('handed_over');
    await secretary.do('schedule.refresh', { date: new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10) });

    desk = await hall.window('secretary', '#/day');
    await desk.getByRole('list', { name: say('day.hearings') }).getByRole('link').nth(5).waitFor();
    await desk.getByRole('button', { name: say('day.add') }).click();
    const complaints = await complaintsOf(desk, 'day');
    await goTo(desk, `#/hearing/${scheduledId}`);
    await desk.getByRole('button', { name: say('connect.postpone.name') }).click();
    complaints.push(...(await complaintsOf(desk, 'connect')));
    await goTo(desk, `#/hearing/${closedId}`);
    for (const tab of ['protocol', 'recording', 'acts', 'sending']) {
      await desk.getByRole('tab', { name: say(`after.${tab}.name`) }).click();
      complaints.push(...(await complaintsOf(desk, `after ${tab}`)));
    }
    expect(complaints).toEqual([]);
  });

  test('in session, with every strip and panel; what is typed stays', async () => {
    openId = await addOpenHearing(secretary);
    await goTo(desk, `#/hearing/${openId}`);
    const field = desk.locator('#mark-text');
    await field.waitFor();
    for (const key of ['F1', 'F2', 'F3', 'F7', 'Shift+F1', 'Shift+F5']) await desk.keyboard.press(key);
    await field.pressSequentially('жартылай жазылған');
    const complaints = await complaintsOf(desk, 'in session');
    for (const keys of [['F4'], ['F5'], ['Escape', 'ControlOrMeta+Slash'], ['Escape', 'F11'], ['Escape', 'ControlOrMeta+E', 'Digit5']]) {
      for (const key of keys) await desk.keyboard.press(key);
      complaints.push(...(await complaintsOf(desk, `in session ${keys.at(-1) ?? ''}`)));
      await field.focus();
    }
    await desk.keyboard.press('Escape');
    expect(await field.inputValue()).toBe('жартылай жазылған');
    await field.fill('');
    await field.press('ArrowUp');
    complaints.push(...(await complaintsOf(desk, 'in session, editing')));
    expect(complaints).toEqual([]);
  });

  test('specialist and administrator: diagnostics, settings', async () => {
    const page = await hall.window('administrator', '#/diagnostics');
    const complaints: string[] = [];
    for (const tab of ['overview', 'queue', 'incidents', 'keyboard', 'log']) {
      await page.getByRole('tab', { name: say(`diagnostics.${tab}`), exact: true }).click();
      complaints.push(...(await complaintsOf(page, `diagnostics ${tab}`)));
    }
    await goTo(page, '#/settings');
    for (const tab of ['settings.hall', 'settings.server', 'disks.title', 'settings.users']) {
      await page.getByRole('tab', { name: say(tab), exact: true }).click();
      complaints.push(...(await complaintsOf(page, tab)));
    }
    await page.close();
    expect(complaints).toEqual([]);
  });

  test('the judge\'s display, which has no switches of its own', async () => {
    const page = await hall.window('administrator', '#/settings');
    const complaints: string[] = [];
    for (const language of languages) {
      await goTo(page, '#/settings');
      await speak(page, language);
      await goTo(page, '#/judge');
      await page.getByText(say('statebar.state.recording', {}, language), { exact: true }).waitFor();
      for (const size of sizesPx) {
        await page.setViewportSize(size);
        complaints.push(...(await rawKeys(page)), ...(await overflowingTexts(page)).map((text) => `${language} ${size.width}: ${text}`));
      }
    }
    expect(complaints).toEqual([]);
  });
});
