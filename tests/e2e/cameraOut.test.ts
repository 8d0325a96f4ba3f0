import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { choose, hearingOf, press, startHall, type Hall } from './fixture.ts';
import { withDevices } from './pictures.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

const defendant: Participant = { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' };
const patience = { timeout: 45_000 };

interface Seen {
  atMs: number;
  camera: string;
  /** Of the whole picture, 0 to 255. */
  brightness: number;
}

declare global {
  interface Window {
    seen: Seen[];
  }
}

/** In the participant's page: every picture of the hall that is shown. The first demonstration camera has the judge's robe in the middle, the second a bright wall. */
function watchHall(): void {
  window.seen = [];
  const small = new OffscreenCanvas(32, 18).getContext('2d', { willReadFrequently: true });
  const brightnessOf = (x: number, y: number, width: number, height: number): number => {
    const values = [...(small?.getImageData(x, y, width, height).data ?? [])].filter((_, i) => i % 4 !== 3);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const look = (video: HTMLVideoElement): void => {
    video.requestVideoFrameCallback((atMs) => {
      small?.drawImage(video, 0, 0, 32, 18);
      window.seen.push({ atMs, camera: brightnessOf(15, 8, 2, 1) < 110 ? 'cam1' : 'cam2', brightness: brightnessOf(0, 0, 32, 18) });
      look(video);
    });
  };
  let watched: HTMLVideoElement | null = null;
  setInterval(() => {
    const video = document.querySelector<HTMLVideoElement>('figure.hall video');
    if (!video || video === watched || video.videoWidth < 640) return; // in the waiting room there is a small dark one
    watched = video;
    look(video);
  }, 100);
}

const gapsMs = (seen: readonly Seen[]): number[] => seen.slice(1).map(({ atMs }, i) => atMs - (seen[i]?.atMs ?? atMs));

/** What somebody elsewhere sees of a hall with two cameras, the second of which is for documents. */
describe.each(shells)('the camera for those elsewhere, $name', (shell) => {
  let hall: Hall;
  let desk: Page;
  let links: Page;
  let phone: Page;
  let secretary: Operator;
  let hearingId: string;
  let browser: Browser;

  beforeAll(async () => {
    hall = await startHall(shell);
    browser = await chromium.launch(withDevices);
    const specialist = await hall.operator('specialist');
    const { hall: set } = await specialist.do('settings.get', {});
    await specialist.do('settings.saveHall', { hall: { ...set, cameras: set.cameras.map((camera) => (camera.id === 'cam2' ? { ...camera, shows: 'document' as const } : camera)) } });
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants: [defendant] }) }));
    await secretary.do('hearing.connect', { hearingId });
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
    const opened = desk.waitForEvent('popup');
    await press(desk, desk.getByRole('button', { name: say('conference.links.open'), exact: true }));
    links = await opened;
    const { url } = await secretary.do('conference.invite', { hearingId, participantId: defendant.id });
    phone = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
    await phone.addInitScript(watchHall);
    await phone.goto(url);
    await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
    await desk.getByText(say('conference.standing.waiting'), { exact: true }).waitFor(patience);
    await secretary.do('hearing.open', { hearingId });
    await secretary.do('conference.admit', { hearingId, participantId: defendant.id, admitted: true });
  });
  afterAll(async () => {
    await browser?.close();
    await hall?.end();
  });

  const choice = () => desk.getByLabel(say('conference.camera_out.title'), { exact: true });
  const saysNow = async (camera: string) => desk.getByText(say('conference.camera_out.now', { camera: await labelOf(camera) }), { exact: true }).waitFor(patience);
  const labelOf = async (camera: string): Promise<string> => (await choice().locator(`option[value="${camera}"]`).textContent()) ?? '';
  const seen = (): Promise<Seen[]> => phone.evaluate(() => window.seen);
  const sees = async (camera: string) => expect.poll(async () => (await seen()).at(-1)?.camera, patience).toBe(camera);
  /** So many more pictures have come. */
  const goesOn = async (pictures = 30) => {
    const before = (await seen()).length;
    await expect.poll(async () => (await seen()).length, patience).toBeGreaterThan(before + pictures);
  };
  const remote = async () => (await hearingOf(secretary, hearingId)).remotes.find(({ participantId }) => participantId === defendant.id);

  test('by itself it is the hall\'s, and the secretary reads which one', async () => {
    await sees('cam1');
    await saysNow('cam1');
    expect(await choice().inputValue()).toBe('');
  });

  test('another one takes its place on the same connection, with no dark picture and no pause between', async () => {
    await goesOn(60);
    await choose(desk, choice(), 'cam2');
    await sees('cam2');
    await saysNow('cam2');
    await goesOn();
    const pictures = (await seen()).slice(-120);
    const at = pictures.findIndex(({ camera }) => camera === 'cam2');
    expect(pictures.slice(at).every(({ camera }) => camera === 'cam2')).toBe(true);
    expect(Math.min(...pictures.map(({ brightness }) => brightness))).toBeGreaterThan(90);
    const usualMs = Math.max(...gapsMs(pictures.slice(0, at))); // on a slow machine pictures come in bursts
    expect(Math.max(...gapsMs(pictures.slice(at - 1)))).toBeLessThan(Math.max(1000, 2 * usualMs));
    expect((await remote())?.cuts).toEqual([]);
  });

  test('it is kept over a reload of the window with the links and of the secretary\'s', async () => {
    const before = (await seen()).length;
    await links.reload();
    await expect.poll(async () => (await seen()).slice(before).filter(({ camera }) => camera === 'cam2').length, patience).toBeGreaterThan(30);
    await desk.reload();
    await saysNow('cam2');
    expect(await choice().inputValue()).toBe('cam2');
  });

  test('by itself again: the hall\'s; the document that a display is laid out for; the hall\'s', async () => {
    await choose(desk, choice(), '');
    await sees('cam1');
    await choose(desk, desk.getByLabel(say('conference.displays.judge'), { exact: true }), 'document');
    await sees('cam2');
    await saysNow('cam2');
    await choose(desk, desk.getByLabel(say('conference.displays.judge'), { exact: true }), 'speaker');
    await sees('cam1');
    await saysNow('cam1');
    await goesOn();
  });
});
