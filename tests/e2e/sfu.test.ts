import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { withSound } from '../helpers/chromium.ts';
import { startJanus, type TestJanus } from '../helpers/janus.ts';
import { createLossyRelay, fairWeather, type LossyRelay } from '../helpers/lossyRelay.ts';
import { hearingOf, press, startHall, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { smallCamera } from './smallCamera.ts';
import { say } from './texts.ts';

const accused: Participant[] = Array.from({ length: 7 }, (_, i) => ({ id: `far${i}`, name: `Үлгі Сотталушыұлы ${i + 1}`, role: 'accused', attendance: 'institution' }));
const patientMs = 60_000;

interface Far {
  id: string;
  name: string;
  page: Page;
}

const framesOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate((query) => document.querySelector<HTMLVideoElement>(query)?.getVideoPlaybackQuality().totalVideoFrames ?? 0, selector);
const shownFrames = (page: Page): Promise<number[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLVideoElement>('[data-link="connected"] video')].map((video) => video.getVideoPlaybackQuality().totalVideoFrames));
/** How many pictures go on within a second; of a connection built anew the frames are counted anew. */
async function moving(page: Page): Promise<number> {
  const before = await shownFrames(page);
  await page.waitForTimeout(1000);
  return (await shownFrames(page)).filter((frames, i) => frames > (before[i] ?? Infinity)).length;
}
const hallWidth = ({ page }: Far): Promise<number> => page.evaluate(() => document.querySelector<HTMLVideoElement>('figure.hall video')?.videoWidth ?? 0);

/** More than six elsewhere: through a real Janus, by the console's own windows and the participants' own pages. */
describe.each(shells.slice(0, 1))('seven accused in an institution, $name', (shell) => {
  let janus: TestJanus;
  let hall: Hall;
  let desk: Page;
  let secretary: Operator;
  let hearingId: string;
  let browser: Browser;
  let relay: LossyRelay;
  const far: Far[] = [];

  beforeAll(async () => {
    relay = createLossyRelay(Math.random);
    janus = await startJanus();
    hall = await startHall(shell, { courtArgs: ['--janus-url', janus.url, '--janus-secret-file', janus.secretFile] });
    browser = await chromium.launch(withSound);
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants: accused }) }));
    await secretary.do('hearing.connect', { hearingId });
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
    const opened = desk.waitForEvent('popup');
    await press(desk, desk.getByRole('button', { name: say('conference.links.open') }));
    await (await opened).getByText(say('conference.links.keep_open')).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await hall?.end();
    await janus?.stop();
    relay?.close();
  });

  async function comes({ id, name }: Participant, relayHost: string | null): Promise<Far> {
    const { url } = await secretary.do('conference.invite', { hearingId, participantId: id });
    const page = await (await browser.newContext({ locale: 'kk-KZ', viewport: { width: 390, height: 844 } })).newPage();
    if (relayHost !== null) await page.exposeFunction('relayedPort', (port: number) => relay.portFor(port));
    await page.addInitScript(smallCamera, relayHost);
    await page.goto(url);
    await page.getByRole('button', { name: 'Мен дайынмын' }).click();
    await page.getByText('Күту бөлмесі').waitFor();
    return { id, name, page };
  }

  const admit = (participantId: string) => secretary.do('conference.admit', { hearingId, participantId, admitted: true });
  const nth = (i: number): Far => {
    const one = far[i];
    if (!one) throw new Error(`nobody is ${i}`);
    return one;
  };

  test('all seven are connected, and each is seen moving in the hall', async () => {
    for (const [i, participant] of accused.entries()) far.push(await comes(participant, i === 0 ? relay.host : null));
    await expect.poll(() => moving(desk), { timeout: patientMs }).toBe(7);
    expect((await hearingOf(secretary, hearingId)).remotes.filter(({ here }) => here.length === 1)).toHaveLength(7);
  });

  test('those who wait are given a dark picture that moves nowhere; who is let in sees the hall, and only they do', async () => {
    for (const one of far) await expect.poll(() => hallWidth(one), { timeout: patientMs }).toBe(320);
    await admit('far0');
    await admit('far1');
    for (const one of far.slice(0, 2)) await expect.poll(() => hallWidth(one), { timeout: patientMs }).toBe(640);
    for (const one of far.slice(2)) expect(await hallWidth(one)).toBe(320);
    for (const { page } of far.slice(0, 2)) {
      const before = await framesOf(page, 'figure.hall video');
      await expect.poll(() => framesOf(page, 'figure.hall video'), { timeout: patientMs }).toBeGreaterThan(before + 20);
    }
  });

  test('sent out, they are given the dark picture again, whatever their page would like', async () => {
    await secretary.do('conference.admit', { hearingId, participantId: 'far1', admitted: false });
    await expect.poll(() => hallWidth(nth(1)), { timeout: patientMs }).toBe(320);
    expect(await hallWidth(nth(0))).toBe(640);
  });

  test('one is cut off and comes back by themselves; the others notice nothing', async () => {
    const link = async (): Promise<string> => (await nth(0).page.locator('section.room').getAttribute('data-link')) ?? '';
    const others = () => Promise.all(far.slice(1).map(({ page }) => page.locator('section.room').getAttribute('data-link')));
    relay.weather({ ...fairWeather, lossPercent: 100 });
    await expect.poll(link, { timeout: patientMs }).toBe('reconnecting');
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).remotes.find(({ participantId }) => participantId === 'far0')?.cuts.length, { timeout: patientMs }).toBe(1);
    await new Promise((resolve) => { setTimeout(resolve, 20_000); }); // longer than any connection outlives silence
    expect(await others()).toEqual(Array.from({ length: 6 }, () => 'connected'));
    relay.weather(fairWeather);
    await expect.poll(link, { timeout: patientMs }).toBe('connected');
    await expect.poll(() => hallWidth(nth(0)), { timeout: patientMs }).toBe(640);
    await expect.poll(() => moving(desk), { timeout: patientMs }).toBe(7);
  });

  test('Janus itself is gone and comes back at its address: so does everybody', async () => {
    await janus.again();
    await expect.poll(() => moving(desk), { timeout: patientMs }).toBe(0);
    await expect.poll(() => moving(desk), { timeout: patientMs }).toBe(7);
    await expect.poll(() => hallWidth(nth(0)), { timeout: patientMs }).toBe(640);
    expect(await hallWidth(nth(1))).toBe(320);
  });

  test('after the end of the hearing nobody is connected', async () => {
    await secretary.do('hearing.open', { hearingId });
    await secretary.do('hearing.close', { hearingId });
    for (const { page } of far) await page.getByText('Отырыс аяқталды.').waitFor();
  });
});
