import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { demoPhotos } from '../../src-server/schedule/demoPhoto.ts';
import { hearingOf, press, startHall, type Hall } from './fixture.ts';
import { framesOf, moves, withDevices } from './pictures.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** One that the court server's demonstration day knows too: it hands out nothing that its schedule does not name. */
const photo = demoPhotos()[0] ?? { name: '', sha256: '' };
const petition = { petitionId: 'ө-1', submittedAtMs: Date.now() - 5 * 86_400_000, codeWord: 'сұңқар', attachments: [{ kind: 'photo' as const, name: photo.name, sha256: photo.sha256 }] };

const participants: Participant[] = [
  { id: 'here', name: 'Сынақбек Үлгіұлы', role: 'claimant', attendance: 'hall' },
  { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device', petition },
];

/** Somebody with a telephone, from the login that the secretary gives out to the end of the hearing, with a real browser on both sides. */
describe.each(shells)('a participant on their own device, $name', (shell) => {
  let hall: Hall;
  let desk: Page;
  let secretary: Operator;
  let hearingId: string;
  let browser: Browser;
  let phone: Page;
  let joinUrl: string;

  beforeAll(async () => {
    hall = await startHall(shell);
    browser = await chromium.launch(withDevices);
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants }) }));
    await secretary.do('hearing.connect', { hearingId });
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
  });
  afterAll(async () => {
    await browser?.close();
    await hall?.end();
  });

  const button = (name: string) => desk.getByRole('button', { name });
  const standing = (name: string) => desk.getByText(say(`conference.standing.${name}`), { exact: true });
  const remote = async () => (await hearingOf(secretary, hearingId)).remotes.find(({ participantId }) => participantId === 'phone');

  test('K7-15(4): login and password are issued, shown once, and part of the hearing without the password', async () => {
    await press(desk, desk.getByRole('button', { name: say('conference.credentials.title'), exact: true }));
    await press(desk, button(say('conference.credentials.issue')));
    joinUrl = await desk.getByText(/\/join#\d{8}\./).innerText();
    expect((await remote())?.invitation).toMatchObject({ login: /#(\d{8})\./.exec(joinUrl)?.[1] });
    expect(JSON.stringify(await hearingOf(secretary, hearingId))).not.toContain(joinUrl.split('.').at(-1));
  });

  test('the window with the links is opened by hand', async () => {
    const opened = desk.waitForEvent('popup');
    await press(desk, button(say('conference.links.open')));
    await (await opened).getByText(say('conference.links.keep_open')).waitFor();
    await desk.getByText(say('conference.links.missing')).waitFor({ state: 'detached' });
  });

  test('the participant checks camera and microphone, comes into the waiting room and is seen there', async () => {
    phone = await (await browser.newContext({ locale: 'kk-KZ', viewport: { width: 390, height: 844 } })).newPage();
    await phone.goto(joinUrl);
    await expect.poll(() => phone.url()).not.toContain('#'); // others may look at the address
    await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
    await phone.getByText('Күту бөлмесі').waitFor();
    await standing('waiting').waitFor();
    await moves(desk, '[data-link="connected"] video');
    expect((await remote())?.here).toHaveLength(1);
  });

  test('K7-9, K7-26: the photo of the petition stands beside the live picture, at its height, until the comparison is written down', async () => {
    const beside = desk.getByRole('group', { name: say('conference.photo.group', { name: 'Образцова Проба Тестовна' }) });
    const image = beside.getByRole('img', { name: say('conference.photo.alt', { name: 'Образцова Проба Тестовна' }) });
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => [shown.naturalWidth, shown.naturalHeight])).toEqual([225, 300]);
    await moves(desk, '[role="group"] [data-link="connected"] video');
    const [still, live] = [await beside.locator('[data-photo="shown"]').boundingBox(), await beside.locator('[data-link="connected"]').boundingBox()];
    expect(still?.y).toBeCloseTo(live?.y ?? 0, 0);
    expect(still?.height).toBeCloseTo(live?.height ?? 0, 0);
    expect((still?.x ?? 0) + (still?.width ?? 0)).toBeLessThanOrEqual(live?.x ?? 0);
    await beside.getByText(say('conference.code_word', { word: 'сұңқар' })).waitFor();

    await secretary.do('procedure.recordStep', { hearingId, step: 'civil-k7/photo_compared', participantId: 'phone', outcome: 'done' });
    await image.waitFor({ state: 'detached' });
    await moves(desk, '[data-link="connected"] video');
    await press(desk, button(say('conference.photo.show')));
    await image.waitFor();
    await press(desk, button(say('conference.photo.hide')));
    await image.waitFor({ state: 'detached' });
  });

  test('let in, they see the hall; nobody had to press anything at the far end', async () => {
    await press(desk, button(say('conference.admit_name', { name: 'Образцова Проба Тестовна' })));
    await standing('in').waitFor();
    await phone.getByText('Сіз отырыстасыз').waitFor();
    await moves(phone, 'figure.hall video');
    const widthPx = () => phone.evaluate(() => document.querySelector<HTMLVideoElement>('figure.hall video')?.videoWidth);
    await expect.poll(widthPx, { timeout: 20_000 }).toBe(640); // in the waiting room there is a small dark one
    expect((await remote())?.admitted).toMatchObject([{ toMs: null }]);
  });

  test('a reload of the secretary\'s window drops nobody, and shows them again', async () => {
    const before = await framesOf(phone, 'figure.hall video');
    await desk.reload();
    await moves(desk, '[data-link="connected"] video');
    expect(await framesOf(phone, 'figure.hall video')).toBeGreaterThan(before);
    expect((await remote())?.cuts).toEqual([]);
  });

  test('a problem they tell of is seen, and answered', async () => {
    await phone.getByRole('button', { name: 'Техникалық ақау' }).click();
    await phone.getByRole('button', { name: 'Залды естімеймін' }).click();
    await phone.getByText('Сотқа хабарланды').waitFor();
    const told = desk.getByText(new RegExp(`\\d: ${say('conference.problems.no_sound')}`)); // the hall of this test is not heard, and says so too
    await told.waitFor();
    await press(desk, button(say('conference.problem_seen')));
    await told.waitFor({ state: 'detached' });
  });

  test('a page that crashed and is opened again is back without a question, let in as before', async () => {
    await phone.goto('about:blank');
    await phone.goBack();
    await phone.getByText('Сіз отырыстасыз').waitFor();
    await moves(phone, 'figure.hall video');
    await standing('in').waitFor();
    await moves(desk, '[data-link="connected"] video');
  });

  test('K7-28-1: the microphone can be switched off; K7-19: the link can be ended and restored', async () => {
    await press(desk, button(say('conference.mute')));
    await phone.getByText('Сот микрофоныңызды өшірді').waitFor();
    await press(desk, button(say('conference.unmute')));
    await phone.getByText('Сот микрофоныңызды өшірді').waitFor({ state: 'detached' });
    await press(desk, button(say('conference.renew')));
    await moves(phone, 'figure.hall video');
  });

  test('after the end of the hearing nothing is open any more', async () => {
    await secretary.do('hearing.open', { hearingId });
    await secretary.do('hearing.close', { hearingId });
    await phone.getByText('Отырыс аяқталды.').waitFor();
    expect(await remote()).toMatchObject({ invitation: null, admitted: [{ toMs: expect.any(Number) as number }] });
    await phone.getByRole('button', { name: 'Қайта кіру' }).click();
    const [login = '', password = ''] = joinUrl.split('#')[1]?.split('.') ?? [];
    await phone.getByLabel('Логин').fill(login);
    await phone.getByLabel('Құпиясөз').fill(password);
    await phone.getByRole('button', { name: 'Кіру' }).click();
    await phone.getByText('Отырыс аяқталды.').waitFor();
  });
});
