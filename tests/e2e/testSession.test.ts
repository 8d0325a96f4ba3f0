import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { testOutcome } from '#shared/domain/remote/testSession.ts';
import { words } from '#shared/domain/words.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { hearingOf, press, startHall, type Hall } from './fixture.ts';
import { fakeDevices, moves, withDevices } from './pictures.ts';
import { shells } from './shells.ts';
import { ruleText, say } from './texts.ts';

const name = 'Образцова Проба Тестовна';
const participants: Participant[] = [{ id: 'phone', name, role: 'witness', attendance: 'own_device' }];
const dayMs = 86_400_000;
/** Whatever machine this runs on has so long. */
const patience = { timeout: 45_000 };

/** Two days before a criminal hearing: its people are tried out from the screen of the preparations, with a real browser on both sides. */
describe.each(shells.slice(0, 1))('a test session before the hearing, $name', (shell) => {
  let hall: Hall;
  let desk: Page;
  let secretary: Operator;
  let hearingId: string;
  let browser: Browser;
  let phone: Page;

  beforeAll(async () => {
    hall = await startHall(shell, { browserArgs: fakeDevices }); // a hall without a microphone is not fit
    browser = await chromium.launch(withDevices);
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ proceedings: 'criminal', startsAtMs: Date.now() + 3 * dayMs, participants }) }));
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
  });
  afterAll(async () => {
    await browser?.close();
    await hall?.end();
  });

  const button = (title: string) => desk.getByRole('button', { name: title, exact: true });
  const step = () => desk.getByRole('button', { name: ruleText('criminal-k185', 'test_session') });

  test('K185-13: the secretary begins it from the preparations; nothing of the hearing begins', async () => {
    await press(desk, step());
    await press(desk, button(say('conference.test.begin')));
    const opened = desk.waitForEvent('popup');
    await press(desk, button(say('conference.links.open')));
    await opened;
    await desk.getByText(say('conference.links.missing')).waitFor({ state: 'detached' });
    expect((await hearingOf(secretary, hearingId)).phase.name).toBe('scheduled');
  });

  test('who is invited comes, is told that this is a test, is seen and measured', async () => {
    const { url } = await secretary.do('conference.invite', { hearingId, participantId: 'phone' });
    phone = await (await browser.newContext({ locale: 'kk-KZ', viewport: { width: 390, height: 844 } })).newPage();
    await phone.goto(url);
    await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
    await phone.getByText('Тестілік сеанс: күту бөлмесі').waitFor(patience);
    await moves(desk, '[data-link="connected"] video', patience.timeout);
    await desk.getByText(new RegExp(say('conference.speed.enough'))).first().waitFor(patience);
  });

  test('let into the test they see and hear the hall, whose picture is shown and not recorded', async () => {
    await press(desk, desk.getByRole('button', { name: say('conference.test.admit_name', { name }) }));
    await desk.getByText(say('conference.standing.in_test'), { exact: true }).waitFor(patience);
    await phone.getByText('Бұл отырыс емес, ештеңе жазылмайды').waitFor(patience);
    const widthPx = () => phone.evaluate(() => document.querySelector<HTMLVideoElement>('figure.hall video')?.videoWidth);
    await expect.poll(widthPx, patience).toBe(640); // in the waiting room there is a small dark one
    await moves(phone, 'figure.hall video', patience.timeout);
  });

  test('ended, what was measured is kept with the hearing, whose step is done; nobody was let into it and nothing was recorded', async () => {
    await expect.poll(async () => (await secretary.do('conference.history', { hearingId, participantId: 'phone', sinceMs: 0, limit: 10 })).points.length, patience).toBeGreaterThan(1);
    await expect.poll(() => desk.getByText(new RegExp(`: ${words.linkGrade.unfit.kk} – `)).count(), patience).toBe(0); // the dark picture of the waiting room is out of the figures
    await press(desk, button(say('conference.test.end')));
    await phone.getByText('Тестілік сеанс аяқталды').waitFor(patience);
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).tests[0]?.people.map((person) => [person.participantId, testOutcome(person)]), patience).toEqual([['phone', 'fit']]);
    await desk.getByText(say('conference.test.outcome.fit'), { exact: true }).waitFor(patience);
    await expect.poll(() => step().innerText(), patience).toContain(say('prepare.state.done'));
    const { tests, remotes, phase, sections, zeroUtcMs } = await hearingOf(secretary, hearingId);
    expect(tests).toHaveLength(1);
    expect(tests[0]?.people[0]).toMatchObject({ report: { speed: { upMbit: expect.any(Number) as number } }, quality: { figures: { roundTripMs: expect.any(Number) as number } } });
    expect([phase.name, sections, zeroUtcMs, remotes[0]?.here, remotes[0]?.admitted]).toEqual(['scheduled', [], null, [], []]);
  });

  test('its result goes into the record of the step', async () => {
    await press(desk, button(say('conference.test.take_held')));
    await press(desk, button(say('prepare.mark_done')));
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).steps.at(-1), patience).toMatchObject({ step: 'criminal-k185/test_session', outcome: 'done', note: expect.stringMatching(/Образцова Проба Тестовна: байланыс орнатылды.*Мбит/) as string });
  });

  test('on the day they come into the waiting room of the hearing; a test that is on then ends by itself', async () => {
    await secretary.do('conference.beginTest', { hearingId });
    await phone.getByText('Тестілік сеанс: күту бөлмесі').waitFor(patience);
    await secretary.do('hearing.connect', { hearingId });
    await phone.getByText('Күту бөлмесі', { exact: true }).waitFor(patience);
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).tests.length, patience).toBe(2);
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).remotes[0]?.here, patience).toMatchObject([{ toMs: null }]);
    await expect.poll(() => phone.locator('.room').getAttribute('data-link'), patience).toBe('connected');
    await secretary.do('conference.admit', { hearingId, participantId: 'phone', admitted: true });
    await phone.getByText('Сіз отырыстасыз').waitFor(patience);
    await moves(phone, 'figure.hall video', patience.timeout);
  });
});
