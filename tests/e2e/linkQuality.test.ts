import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { factWords } from '#shared/domain/procedure/factWords.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { seededRandom } from '../crash/seededRandom.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { withSound } from '../helpers/chromium.ts';
import { createLossyRelay, fairWeather, type LossyRelay, type Weather } from '../helpers/lossyRelay.ts';
import { hearingOf, press, startHall, type Hall } from './fixture.ts';
import { farEnd } from './farEnd.ts';
import { shells } from './shells.ts';
import { ruleText, say } from './texts.ts';

const participants: Participant[] = [{ id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' }];

/** A word of Kazakh on the card for each fault that is brought about, with real browsers and real packets between them. */
describe.each(shells.slice(0, 1))('the measured quality of a link, $name', (shell) => {
  let hall: Hall;
  let desk: Page;
  let secretary: Operator;
  let hearingId: string;
  let browser: Browser;
  let phone: Page;
  let relay: LossyRelay;

  beforeAll(async () => {
    relay = createLossyRelay(seededRandom(7));
    hall = await startHall(shell);
    browser = await chromium.launch(withSound);
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants }) }));
    await secretary.do('hearing.connect', { hearingId });
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
    const opened = desk.waitForEvent('popup');
    await press(desk, desk.getByRole('button', { name: say('conference.links.open') }));
    await opened;
    const { url } = await secretary.do('conference.invite', { hearingId, participantId: 'phone' });
    phone = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
    await phone.exposeFunction('relayedPort', (port: number) => relay.portFor(port));
    await phone.addInitScript(farEnd, relay.host);
    await phone.goto(url);
    await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
    await desk.getByText(say('conference.standing.waiting'), { exact: true }).waitFor();
  });
  afterAll(async () => {
    relay?.close();
    await browser?.close();
    await hall?.end();
  });

  /** Whatever machine this runs on has so long; what a person waits is measured and printed. */
  const patience = { timeout: 45_000 };
  /** Of what comes from the participant nothing is said: the hall of this test has no microphone, and that is said. */
  const good = () => expect.poll(() => desk.getByText(new RegExp(`(${words.linkPart.from_picture.kk}|${words.linkPart.from_sound.kk}): `)).count(), patience).toBe(0);
  const told = async (reason: keyof typeof words.linkReason | 'some', from: keyof typeof words.linkPart): Promise<void> => {
    const sinceMs = Date.now();
    const name = reason === 'some' ? '' : words.linkReason[reason].kk;
    await desk.getByText(new RegExp(`${words.linkPart[from].kk}: .* – ${name}`)).first().waitFor(patience);
    console.log(`${from} ${reason}: ${Date.now() - sinceMs} ms`);
  };
  const act = (name: 'freeze' | 'go' | 'silence' | 'speak') => phone.evaluate(`window.far.${name}()`);
  const during = async (weather: Partial<Weather>, look: () => Promise<void>): Promise<void> => {
    relay.weather({ ...fairWeather, ...weather });
    await look().finally(() => relay.weather(fairWeather));
    await good();
  };

  test('a link on which nothing is wrong is good, and says what it carries', async () => {
    await desk.getByText(say('conference.quality.good')).waitFor(patience);
    await expect.poll(() => desk.getByText(/Мбит\/с · жоғалғаны/).innerText()).toMatch(/^одан [0-9,]+, оған/);
  });

  test('K7-38: what the connection carries is measured before the hearing, told at both ends, and nobody has to type it', async () => {
    await phone.getByText(/Жылдамдық жеткілікті/).waitFor(patience);
    await desk.getByText(new RegExp(say('conference.speed.enough'))).waitFor(patience);
    await desk.getByRole('button', { name: ruleText('civil-k7', 'link_measured') }).click();
    expect(Number(await desk.getByLabel(new RegExp(factWords['participant.bandwidthMbit'].kk)).inputValue())).toBeGreaterThanOrEqual(1);
  });

  test('a camera that stops and a microphone that falls silent are told of by name', async () => {
    await secretary.do('conference.admit', { hearingId, participantId: 'phone', admitted: true });
    await act('freeze');
    await told('frozen', 'from_picture');
    await act('go');
    await good();
    await act('silence');
    await told('silent', 'from_sound');
    await act('speak');
    await good();
  });

  test('packets that are lost and a long way are told of by name, a narrow one is told of', async () => {
    await during({ lossPercent: 15 }, () => told('loss', 'from_picture'));
    await during({ delayMs: 350 }, () => told('delay', 'from_sound'));
    relay.weather({ ...fairWeather, kbit: 200 }); // first what does not fit is lost, then the sender makes less of it, and is slow to make more again
    await told('some', 'from_picture').finally(() => relay.weather(fairWeather));
  });

  test('K185-22: what was not fit is part of the hearing, with beginning and end; a break is proposed, and nothing is begun by itself', async () => {
    await secretary.do('hearing.open', { hearingId });
    await act('freeze');
    await desk.getByText(say('conference.proposal.title')).waitFor(patience);
    expect((await hearingOf(secretary, hearingId)).phase.name).toBe('in_session');
    await press(desk, desk.getByRole('button', { name: say('conference.proposal.begin') }));
    expect(await desk.getByLabel(say('insession.form.reason')).inputValue()).toContain('Образцова Проба Тестовна');
    expect((await hearingOf(secretary, hearingId)).phase.name).toBe('in_session');
    await act('go');
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).remotes[0]?.degraded.filter(({ reason }) => reason === 'frozen').map(({ toMs }) => toMs !== null), patience).not.toContain(false);
    const { points } = await secretary.do('conference.history', { hearingId, participantId: 'phone', sinceMs: 0, limit: 2000 });
    expect(points.some(({ figures }) => (figures.from.frameRate ?? 0) > 5)).toBe(true);
  });
});
