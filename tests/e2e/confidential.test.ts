import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operator } from '#main/cli/demo/operator.ts';
import { remoteCaptureId, remotePictureId } from '#shared/domain/hall.ts';
import { manifestSchema } from '#shared/domain/manifest.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { withSound } from '../helpers/chromium.ts';
import { hearingOf, press, startHall, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';
import { tonePerson, tonesPlayed } from './tonePerson.ts';

const participants: Participant[] = [
  { id: 'client', name: 'Образцова Проба Тестовна', role: 'accused', attendance: 'institution' },
  { id: 'defender', name: 'Қорғаушы Үлгі Сынақұлы', role: 'defence', attendance: 'own_device' },
  { id: 'interpreter', name: 'Аудармашы Мысал', role: 'interpreter', attendance: 'own_device' },
  { id: 'beside', name: 'Қорғаушы Залдағы Мысал', role: 'defence', attendance: 'hall' },
];
const tones = { client: 600, defender: 1100, interpreter: 1900, beside: 2700 };
type Who = keyof typeof tones;
const known = Object.keys(tones) as Who[];
/** Who is let in. */
const everybody = known.filter((who) => who !== 'beside');
const colours = { client: '#c03030', defender: '#3030c0', interpreter: '#30a030', beside: '#c0c030' };
/** Of a tone that is played, and of the quietest of what is not. */
const heardDb = -65;
/** How exactly the end of a file is known: some packets. */
const fileEndMs = 100;

const shell = shells.find(({ name }) => name === 'web') ?? expect.fail('no web shell');
const patience = { timeout: 45_000, interval: 500 };
let hall: Hall;
let desk: Page;
let judge: Page;
let links: Page;
let secretary: Operator;
let hearingId: string;
let browser: Browser;
const pages = {} as Record<Who, Page>;

/** Whom one hears who sits before this page. */
async function heardAt(page: Page): Promise<Who[]> {
  const levels = await page.evaluate(tonesPlayed, known.map((who) => tones[who]));
  return known.filter((_, i) => (levels[i] ?? -200) > heardDb);
}
const hears = (page: Page, ...whom: Who[]) => expect.poll(() => heardAt(page), patience).toEqual(whom);
const person = async (who: Who) => (await hearingOf(secretary, hearingId)).remotes.find(({ participantId }) => participantId === who) ?? expect.fail(`no ${who}`);
const button = (name: string | RegExp) => desk.getByRole('button', { name });

async function opens(who: Who, url: string): Promise<void> {
  const page = await (await browser.newContext({ locale: 'kk-KZ', viewport: { width: 390, height: 844 } })).newPage();
  pages[who] = page;
  await page.addInitScript(tonePerson, { hz: tones[who], colour: colours[who] });
  await page.goto(url);
  await page.getByRole('button', { name: 'Мен дайынмын' }).click();
}

async function comes(who: Who): Promise<void> {
  await opens(who, (await secretary.do('conference.invite', { hearingId, participantId: who })).url);
  await expect.poll(async () => (await secretary.do('conference.admit', { hearingId, participantId: who, admitted: true }).then(() => true, () => false)), patience).toBe(true);
  await pages[who].getByText('Сіз отырыстасыз').waitFor();
}

beforeAll(async () => {
  hall = await startHall(shell);
  browser = await chromium.launch(withSound);
  secretary = await hall.operator('secretary');
  ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants }) }));
  await secretary.do('hearing.connect', { hearingId });
  desk = await hall.window('secretary', `#/hearing/${hearingId}`);
  judge = await hall.window('judge');
  const opened = desk.waitForEvent('popup');
  await press(desk, button(say('conference.links.open')));
  links = await opened;
  await links.getByRole('heading').click(); // a window that nobody has touched plays nothing
  await secretary.do('hearing.open', { hearingId });
});
afterAll(async () => {
  await browser?.close();
  await hall?.end();
});

test('whoever is let in is heard in the hall, and recorded', async () => {
  for (const who of everybody) await comes(who);
  await hears(links, ...everybody);
  for (const who of everybody) await expect.poll(async () => (await person(who)).soundSinceMs, patience).toEqual(expect.any(Number));
});

test('in a confidential talk the two see and hear each other, the hall hears and sees neither of them, and everybody sees that it is so', async () => {
  await press(desk, button(say('conference.talk.begin_name', { name: participants[0]?.name ?? '' })));
  await press(desk, button(say('conference.talk.start')));
  for (const who of ['client', 'defender'] as const) await pages[who].getByText('Құпия әңгіме – жазылмайды').waitFor();
  await hears(pages.client, 'defender');
  await hears(pages.defender, 'client');
  await hears(links, 'interpreter');
  await expect.poll(() => colourSeen(pages.client), patience).toBe('defender');
  await desk.getByText(say('conference.talk.not_shown')).nth(1).waitFor();
  expect(await desk.locator('[data-live=true]').evaluateAll((videos) => videos.filter((video) => video.closest('[data-link]')).length)).toBe(1);
  await judge.getByText(say('judge.talk')).waitFor();
});

test('it ends by the secretary\'s word, and everything is as before: nobody is heard before they could see that it is over', async () => {
  await pause(5000); // a stretch that would show in the record
  await press(desk, button(say('conference.talk.end')).first());
  await pages.client.getByText(/Құпия әңгіме аяқталды/).waitFor();
  await hears(links, ...everybody);
  expect(await heardAt(pages.client)).toEqual([]);
  expect((await person('client')).talks).toMatchObject([{ withIds: ['defender'], toMs: expect.any(Number) as number }]);
  expect(await judge.getByText(say('judge.talk')).count()).toBe(0);
});

test('a defender who sits in the hall talks with their client by a device of their own, is let in by nobody and heard in the hall never', async () => {
  const name = participants.find(({ id }) => id === 'beside')?.name ?? '';
  await press(desk, button(say('conference.talk.from_hall_name', { name })));
  await press(desk, button(say('conference.credentials.issue')));
  await opens('beside', await desk.getByText(/\/join#\d{8}\./).innerText());
  await pages.beside.getByText('Құпия әңгіме үшін қосылдыңыз').waitFor();
  await desk.getByText(say('conference.talk.ready')).waitFor();
  expect(await secretary.do('conference.admit', { hearingId, participantId: 'beside', admitted: true }).then(() => 'let in', String)).toContain('conference.only_talks');
  await hears(links, ...everybody);
  await secretary.do('conference.confide', { hearingId, participantId: 'client', withIds: ['beside'] });
  await hears(pages.client, 'beside');
  await hears(pages.beside, 'client');
  await hears(links, 'defender', 'interpreter');
  await press(desk, button(say('conference.talk.end')).first());
  await pages.beside.getByText('Құпия әңгіме аяқталды.', { exact: true }).waitFor();
  await hears(links, ...everybody);
  expect(await heardAt(pages.beside)).toEqual([]);
  expect(await person('beside')).toMatchObject({ admitted: [], soundSinceMs: null, pictureSinceMs: null });
});

test('an interpreter who interprets simultaneously is heard by whom it is for and not in the hall, and hears them; then by the hall again', async () => {
  await secretary.do('conference.interpret', { hearingId, participantId: 'interpreter', forIds: ['client'] });
  await pages.client.getByText(/Ілеспе аударма: Аудармашы Мысал/).waitFor();
  await hears(pages.client, 'interpreter');
  await hears(pages.interpreter, 'client');
  await hears(links, 'client', 'defender');
  expect(await heardAt(pages.defender)).toEqual([]);
  await press(desk, button(say('conference.interpreting.end')));
  await hears(links, ...everybody);
  await expect.poll(() => heardAt(pages.client), patience).toEqual([]);
});

test('nothing of the talk is in the sealed record, and what is missing there is no gap', async () => {
  await pause(3000);
  const [talk] = (await person('client')).talks;
  await secretary.do('hearing.close', { hearingId });
  await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name, { timeout: 90_000 }).toMatch(/sealed|handed_over/);
  const { zeroUtcMs } = await hearingOf(secretary, hearingId);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(hall.dataDir, 'recordings', hearingId, 'manifest.json'), 'utf8')));
  const [fromMs, toMs] = [(talk?.fromMs ?? 0) - (zeroUtcMs ?? 0), (talk?.toMs ?? 0) - (zeroUtcMs ?? 0)];
  for (const who of ['client', 'defender'] as const) {
    const own = manifest.segments.filter(({ captureId }) => captureId === `remote-${who}`);
    expect(own.filter(({ startMs }) => startMs < fromMs).length, `${who} before`).toBeGreaterThan(0);
    expect(own.filter(({ endMs }) => endMs > toMs + 2000).length, `${who} after`).toBeGreaterThan(0);
    const withinMs = own.map(({ startMs, endMs }) => Math.min(endMs, toMs) - Math.max(startMs, fromMs)); // below 0: apart
    expect(Math.max(...withinMs), `${who} within`).toBeLessThan(fileEndMs);
  }
  const isWithin = (gap: { fromMs: number; toMs: number | null }): boolean => Math.min(gap.toMs ?? Infinity, talk?.toMs ?? 0) - Math.max(gap.fromMs, talk?.fromMs ?? 0) > fileEndMs;
  const theirs = [remoteCaptureId, remotePictureId].flatMap((idOf) => [idOf('client'), idOf('defender')]); // somebody else's picture may stand still meanwhile, on a slow machine
  expect(manifest.gaps.filter((gap) => theirs.includes(gap.captureId) && isWithin(gap))).toEqual([]);
});

/** By the colour of the large picture. */
const colourSeen = (page: Page): Promise<Who | null> => page.evaluate((all) => {
  const video = document.querySelector<HTMLVideoElement>('figure.hall video');
  const context = new OffscreenCanvas(8, 8).getContext('2d');
  if (!video || video.videoWidth === 0 || !context) return null;
  context.drawImage(video, 0, video.videoHeight / 2, video.videoWidth, video.videoHeight / 2, 0, 0, 8, 8);
  const seen = context.getImageData(4, 4, 1, 1).data;
  const distance = (colour: string) => [1, 3, 5].reduce((sum, at, i) => sum + Math.abs(Number.parseInt(colour.slice(at, at + 2), 16) - (seen[i] ?? 0)), 0);
  return Object.entries(all).find(([, colour]) => distance(colour) < 90)?.[0] as Who | undefined ?? null;
}, colours);
