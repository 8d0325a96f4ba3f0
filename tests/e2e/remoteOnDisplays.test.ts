import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { seededRandom } from '../crash/seededRandom.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { withSound } from '../helpers/chromium.ts';
import { createLossyRelay, type LossyRelay } from '../helpers/lossyRelay.ts';
import { farEnd } from './farEnd.ts';
import { choose, hearingOf, press, startHall, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

const witness: Participant = { id: 'witness', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'own_device' };
const defendant: Participant = { id: 'defendant', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' };

/** Whatever machine this runs on has so long. */
const patience = { timeout: 45_000 };

const framesOf = (video: Locator): Promise<number> =>
  video.evaluate((shown: HTMLVideoElement) => shown.getVideoPlaybackQuality().totalVideoFrames, undefined, { timeout: 1000 }).catch(() => 0);

/** A picture that stands still shows no more frames. */
async function moves(video: Locator): Promise<void> {
  await video.waitFor(patience);
  const before = await framesOf(video);
  await expect.poll(() => framesOf(video), patience).toBeGreaterThan(before + 5);
}

/** Two people elsewhere on every screen of the hall, which are windows of the browser that holds the links. */
describe.each(shells.slice(0, 1))('those elsewhere on the displays, $name', (shell) => {
  let hall: Hall;
  let desk: Page;
  let judge: Page;
  let wall: Page;
  let secretary: Operator;
  let hearingId: string;
  let browser: Browser;
  let relay: LossyRelay;
  const pages: Partial<Record<string, Page>> = {};

  beforeAll(async () => {
    relay = createLossyRelay(seededRandom(11));
    hall = await startHall(shell);
    browser = await chromium.launch(withSound);
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants: [witness, defendant] }) }));
    await secretary.do('hearing.connect', { hearingId });
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
    await opens(say('conference.links.open'));
    for (const id of [witness.id, defendant.id]) pages[id] = await comes(id);
    await desk.getByText(say('conference.standing.waiting'), { exact: true }).nth(1).waitFor(patience);
    await secretary.do('hearing.open', { hearingId });
    judge = await opens(say('conference.displays.open_judge'));
    wall = await opens(say('conference.displays.open_hall'));
    for (const page of [judge, wall]) await page.locator('main[data-layout=speaker]').waitFor(patience);
  });
  afterAll(async () => {
    relay?.close();
    await browser?.close();
    await hall?.end();
  });

  /** By a button of the secretary's window. */
  async function opens(name: string): Promise<Page> {
    const opened = desk.waitForEvent('popup');
    await press(desk, desk.getByRole('button', { name, exact: true }));
    return opened;
  }

  async function comes(participantId: string): Promise<Page> {
    const { url } = await secretary.do('conference.invite', { hearingId, participantId });
    const page = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
    await page.exposeFunction('relayedPort', (port: number) => relay.portFor(port));
    await page.addInitScript(farEnd, relay.host);
    await page.goto(url);
    await page.getByRole('button', { name: 'Мен дайынмын' }).click();
    return page;
  }

  const tile = (page: Page, { name }: Participant): Locator => page.locator('figure').filter({ hasText: name });
  const live = (page: Page, who: Participant): Locator => tile(page, who).locator('video[data-live=true]');
  const remote = async ({ id }: Participant) => (await hearingOf(secretary, hearingId)).remotes.find(({ participantId }) => participantId === id);
  const areaOf = async (page: Page, who: Participant): Promise<number> => {
    const box = await tile(page, who).boundingBox({ timeout: 1000 }).catch(() => null);
    return box ? box.width * box.height : NaN;
  };
  /** NaN while one of them is not there. */
  const timesLarger = async (page: Page, one: Participant, other: Participant): Promise<number> => (await areaOf(page, one)) / (await areaOf(page, other));
  const far = (who: Participant, act: 'speak' | 'silence') => pages[who.id]?.evaluate(`window.far.${act}()`);
  const linkOf = (who: Participant) => tile(desk, who).getAttribute('data-link');

  test('who waits is seen by the secretary alone', async () => {
    await moves(live(desk, witness));
    expect(await Promise.all([judge, wall].map((page) => tile(page, witness).count()))).toEqual([0, 0]);
  });

  test('let in, they move on the secretary\'s screen, the judge\'s display and the hall\'s', async () => {
    await press(desk, desk.getByRole('button', { name: say('conference.admit_name', { name: witness.name }) }));
    await press(desk, desk.getByRole('button', { name: say('conference.early.let_in') })); // nobody has been examined yet
    for (const page of [desk, judge, wall]) await moves(live(page, witness));
    expect(await Promise.all([judge, wall].map((page) => tile(page, defendant).count()))).toEqual([0, 0]);
  });

  test('K7-35: the judge\'s display shows the cameras of the hall beside them, live', async () => {
    await moves(judge.locator('figure').filter({ hasNotText: witness.name }).locator('video[data-live=true]').first());
  });

  test('a reload of any of these windows brings the pictures back, and the link never changed', async () => {
    const hallSeen = pages[witness.id]?.locator('figure.hall video');
    const before = hallSeen ? await framesOf(hallSeen) : 0;
    for (const page of [judge, wall, desk]) {
      await page.reload();
      await moves(live(page, witness));
    }
    expect(await linkOf(witness)).toBe('connected');
    expect((await remote(witness))?.cuts).toEqual([]);
    expect(hallSeen && await framesOf(hallSeen)).toBeGreaterThan(before); // of the same connection: a new one counts from nothing
  });

  test('the secretary lays out each display in one place; both follow, also after a reload and a console that starts again', async () => {
    await choose(desk, desk.getByLabel(say('conference.displays.judge'), { exact: true }), 'grid');
    await judge.locator('main[data-layout=grid]').waitFor(patience);
    expect(await wall.getByRole('main').getAttribute('data-layout')).toBe('speaker');
    await choose(desk, desk.getByLabel(say('conference.displays.hall'), { exact: true }), 'judgeAndWitness');
    await wall.locator('main[data-layout=judgeAndWitness]').waitFor(patience);
    expect(await wall.locator('figure').count()).toBe(2); // a camera of the hall, and the witness
    await judge.reload();
    await judge.locator('main[data-layout=grid]').waitFor(patience);
    await hall.shell.console?.kill9();
    await hall.shell.console?.startAgain();
    secretary = await hall.operator('secretary');
    for (const page of [judge, wall]) await page.reload();
    await judge.locator('main[data-layout=grid]').waitFor(patience);
    await wall.locator('main[data-layout=judgeAndWitness]').waitFor(patience);
    for (const page of [desk, judge, wall]) await moves(live(page, witness));
    await choose(desk, desk.getByLabel(say('conference.displays.hall'), { exact: true }), 'speaker');
    await wall.locator('main[data-layout=speaker]').waitFor(patience);
  });

  test('who speaks stands large, and is named, also after all these reloads; a pause changes nothing; in the grid nobody is larger', async () => {
    await far(defendant, 'silence');
    await secretary.do('conference.admit', { hearingId, participantId: defendant.id, admitted: true });
    for (const page of [judge, wall]) await moves(live(page, defendant));
    await wall.getByText(say('judge.speaks', { name: witness.name })).waitFor(patience);
    await expect.poll(() => timesLarger(wall, witness, defendant), patience).toBeGreaterThan(1.5);
    await far(witness, 'silence');
    await far(defendant, 'speak');
    await wall.getByText(say('judge.speaks', { name: defendant.name })).waitFor(patience);
    await expect.poll(() => timesLarger(wall, defendant, witness), patience).toBeGreaterThan(1.5);
    await far(defendant, 'silence');
    await wall.getByText(say('judge.speaks', { name: defendant.name })).waitFor({ state: 'detached', ...patience });
    await expect.poll(() => timesLarger(wall, defendant, witness), patience).toBeGreaterThan(1.5);
    await expect.poll(async () => Math.abs(Math.log(await timesLarger(judge, witness, defendant))), patience).toBeLessThan(0.05);
  });

  test('sent out, they are gone from both displays', async () => {
    await press(desk, desk.getByRole('button', { name: say('conference.send_out_name', { name: witness.name }) }));
    for (const page of [judge, wall]) await tile(page, witness).waitFor({ state: 'detached', ...patience });
    await moves(live(wall, defendant));
  });

  test('a cut is told by its word and never by a frozen picture', async () => {
    await pages[defendant.id]?.close();
    for (const page of [judge, wall]) {
      await tile(page, defendant).getByText(new RegExp(`${say('conference.link.reconnecting')}|${say('conference.link.away')}`)).waitFor(patience);
      expect(await tile(page, defendant).locator('video').isVisible()).toBe(false);
    }
  });
});
