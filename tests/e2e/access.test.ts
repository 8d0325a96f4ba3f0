import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Role } from '#shared/domain/actor.ts';
import { addHearing, addOpenHearing, startHall, type Hall } from './fixture.ts';
import { namelessControls, neverReached, tabStops } from './pageChecks.ts';
import { shells } from './shells.ts';

/** What a screen reader and a keyboard need, on every screen: names, a visible focus, a way to everything. */
describe.each(shells)('names and keyboard, $name', (shell) => {
  let hall: Hall;
  const hashes: Record<string, string> = {};

  beforeAll(async () => {
    hall = await startHall(shell);
    const secretary = await hall.operator('secretary');
    hashes['connect'] = `#/hearing/${await addHearing(secretary)}`;
    const openId = await addOpenHearing(secretary);
    hashes['in session'] = `#/hearing/${openId}`;
    for (const template of ['judge', 'oath']) await secretary.do('hearing.addMark', { hearingId: openId, markId: crypto.randomUUID(), template, text: '', pressedAgoMs: 0 });
  });
  afterAll(() => hall?.end());

  const settled = async (page: Page) => {
    await page.locator('main button, main a').first().waitFor();
    await page.waitForTimeout(300);
  };

  test.each<[string, Role, string]>([
    ['day', 'secretary', '#/day'],
    ['connect', 'secretary', ''],
    ['in session', 'secretary', ''],
    ['diagnostics', 'specialist', '#/diagnostics'],
    ['settings', 'administrator', '#/settings'],
  ])('%s', async (screen, role, hash) => {
    const page = await hall.window(role, hash || hashes[screen]);
    await settled(page);
    expect(await namelessControls(page)).toEqual([]);
    const stops = await tabStops(page);
    expect(stops.filter((s) => !s.ring).map((s) => s.what)).toEqual([]);
    expect(await neverReached(page)).toEqual([]);
    await page.close();
  });

  test('strips and panels in session, while they are open', async () => {
    const page = await hall.window('secretary', hashes['in session']);
    await settled(page);
    for (const key of ['F4', 'ControlOrMeta+Slash', 'F11', 'ControlOrMeta+E', 'ControlOrMeta+F']) {
      await page.keyboard.press(key);
      expect(await namelessControls(page), key).toEqual([]);
      await tabStops(page);
      expect(await neverReached(page), key).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('#mark-text').focus();
    }
    await page.close();
  });
});
