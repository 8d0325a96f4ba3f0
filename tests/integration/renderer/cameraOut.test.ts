import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tabTo } from '../../e2e/fixture.ts';
import { overflowingTexts } from '../../e2e/pageChecks.ts';
import { say, type Language } from '../../e2e/texts.ts';
import { hall } from '../../fakes/console/data.ts';
import { startFakeConsole, type FakeConsole } from '../../fakes/fakeConsole.ts';
import { buildRenderer, type BuiltRenderer } from './builtRenderer.ts';

/** Which camera those elsewhere see, on the secretary's screen: the built renderer in Chromium, in front of a console in memory. */
describe('the camera that goes out', () => {
  let built: BuiltRenderer;
  let fake: FakeConsole;
  let page: Page;
  let liveId: string;
  let complaints: string[];

  beforeAll(async () => { built = await buildRenderer(); });
  afterAll(() => built.remove());
  beforeEach(async () => {
    fake = await startFakeConsole({ rendererDir: built.dir });
    page = await built.browser.newPage({ viewport: { width: 1366, height: 768 } });
    complaints = [];
    page.on('pageerror', (e) => complaints.push(e.message));
    liveId = [...fake.state.memory.hearings.values()].find((hearing) => hearing.phase.name === 'in_session')?.hearingId ?? '';
    await page.goto(`${fake.url}/#/hearing/${liveId}`);
  });
  afterEach(async () => {
    await page.close();
    await fake.close();
  });

  const [first, second] = hall.cameras.map(({ label }) => label);
  const desk = () => fake.state.conference.desk;
  const signIn = () => page.getByRole('button', { name: 'Сот отырысының хатшысы' }).click();
  const choice = () => page.getByLabel(say('conference.camera_out.title'), { exact: true });
  const now = (camera = '', language: Language = 'kk') => page.getByText(say('conference.camera_out.now', { camera }, language), { exact: true });
  const goesOut = (cameraId: string | null, isHeard: boolean | null = true) => desk().arrangements.goesOut({ cameraId, isHeard });
  /** A window that holds the links, and says what goes out. */
  const linksWindow = (cameraId: string | null) => {
    const close = desk().attachPage(() => undefined);
    goesOut(cameraId);
    return close;
  };

  it('is chosen by keyboard among the hall\'s by their names, or left as it comes', async () => {
    linksWindow('camera-1');
    await signIn();
    await choice().waitFor();
    expect(await choice().locator('option').allTextContents()).toEqual([say('conference.camera_out.automatic'), first, second]);
    await tabTo(page, choice());
    await page.keyboard.press('End');
    await expect.poll(() => desk().state().arrangement).toMatchObject({ hearingId: liveId, camera: { mode: 'camera', cameraId: 'camera-2' } });
    await expect.poll(() => choice().inputValue()).toBe('camera-2');
    await page.keyboard.press('Home');
    await expect.poll(() => desk().state().arrangement.camera).toEqual({ mode: 'automatic' });
    expect(complaints).toEqual([]);
  });

  it('is named as it is and not as it was chosen; nothing is said without a window with the links', async () => {
    await signIn();
    await desk().arrangements.arrange(liveId, { camera: { mode: 'camera', cameraId: 'camera-2' } });
    const close = linksWindow('camera-1');
    await now(first).waitFor();
    goesOut('camera-2');
    await now(second).waitFor();
    expect(await now(first).count()).toBe(0);
    goesOut(null);
    await page.getByText(say('conference.camera_out.none'), { exact: true }).waitFor();
    close();
    await page.getByText(say('conference.camera_out.none'), { exact: true }).waitFor({ state: 'detached' });
    expect(await now(second).count()).toBe(0);
  });

  it('a browser without a microphone is told of for as long as it has none', async () => {
    linksWindow('camera-1');
    await signIn();
    await now(first).waitFor();
    const unheard = page.getByText(say('conference.links.unheard'), { exact: true });
    expect(await unheard.count()).toBe(0);
    goesOut('camera-1', false);
    await unheard.waitFor();
    goesOut('camera-1');
    await unheard.waitFor({ state: 'detached' });
  });

  it('has its place in every language', async () => {
    linksWindow('camera-2');
    await signIn();
    for (const language of ['ru', 'en', 'kk'] as const) {
      await page.getByRole('banner').first().locator(`button[lang=${language}]`).click();
      await now(second, language).waitFor();
      for (const width of [1366, 1920]) {
        await page.setViewportSize({ width, height: 768 });
        expect(await overflowingTexts(page), `${language} ${width}`).toEqual([]);
      }
    }
  });

  it('is no choice where nobody takes part from elsewhere', async () => {
    const { schedule } = fake.state.memory.hearings.get(liveId) ?? {};
    if (!schedule) throw new Error('the fake day has a hearing in session');
    linksWindow('camera-1'); // without it a note stands in its place
    await signIn();
    await choice().waitFor();
    fake.state.memory.execute(liveId, { type: 'changeSchedule', schedule: { ...schedule, participants: schedule.participants.map((person) => ({ ...person, attendance: 'hall' })) } }, { userId: 'u', name: 'n', role: 'secretary' });
    await choice().waitFor({ state: 'detached' });
  });
});
