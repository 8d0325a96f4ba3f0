import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { watchPaths } from '#shared/conference/watching.ts';
import type { Camera } from '#shared/domain/hall.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { choose, hearingOf, press, startHall, type Hall } from './fixture.ts';
import { withDevices } from './pictures.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

const defendant: Participant = { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' };
const patience = { timeout: 45_000 };
/** The judge of the demonstration hall speaks in every minute, and so does somebody else. */
const untilSomebodyElseSpeaks = { timeout: 120_000 };

const paper: Camera = { id: 'cam3', label: 'Камера 3 · құжаттар', source: { type: 'synthetic', variant: 4 }, widthPx: 640, heightPx: 360, fps: 10, shows: 'document' };

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

/** In a participant's or an observer's page: every picture of the hall that is shown. The first demonstration camera has the judge's dark robe in the middle; the others a bright wall, and beside it a party in orange or in pink. */
function watchHall(selector: string): void {
  window.seen = [];
  const small = new OffscreenCanvas(32, 18).getContext('2d', { willReadFrequently: true });
  const pixels = (x: number, y: number, width: number, height: number): number[] => [...(small?.getImageData(x, y, width, height).data ?? [])];
  const brightnessOf = (x: number, y: number, width: number, height: number): number => {
    const values = pixels(x, y, width, height).filter((_, i) => i % 4 !== 3);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const cameraShown = (): string => {
    if (brightnessOf(15, 8, 2, 1) < 110) return 'cam1';
    return (pixels(22, 9, 1, 1)[2] ?? 0) < 77 ? 'cam2' : 'cam3';
  };
  const look = (video: HTMLVideoElement): void => {
    video.requestVideoFrameCallback((atMs) => {
      small?.drawImage(video, 0, 0, 32, 18);
      window.seen.push({ atMs, camera: cameraShown(), brightness: brightnessOf(0, 0, 32, 18) });
      look(video);
    });
  };
  let watched: HTMLVideoElement | null = null;
  setInterval(() => {
    const video = document.querySelector<HTMLVideoElement>(selector);
    if (!video || video === watched || video.videoWidth < 640) return; // in the waiting room there is a small dark one
    watched = video;
    look(video);
  }, 100);
}

const gapsMs = (seen: readonly Seen[]): number[] => seen.slice(1).map(({ atMs }, i) => atMs - (seen[i]?.atMs ?? atMs));

/** What somebody elsewhere sees of a hall with a camera of everything, one of the judge's and one for documents. */
describe.each(shells)('the camera for those elsewhere, $name', (shell) => {
  let hall: Hall;
  let desk: Page;
  let links: Page;
  let phone: Page;
  let secretary: Operator;
  let hearingId: string;
  let browser: Browser;
  let labels: string[];

  beforeAll(async () => {
    hall = await startHall(shell);
    browser = await chromium.launch(withDevices);
    const specialist = await hall.operator('specialist');
    const { hall: set } = await specialist.do('settings.get', {});
    const cameras = set.cameras.map((camera): Camera => (camera.id === 'cam2' ? { ...camera, shows: 'judge' } : camera));
    labels = [...cameras, paper].map(({ label }) => label);
    await specialist.do('settings.saveHall', { hall: { ...set, cameras: [...cameras, paper] } });
    secretary = await hall.operator('secretary');
    ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants: [defendant] }) }));
    await secretary.do('hearing.connect', { hearingId });
    desk = await hall.window('secretary', `#/hearing/${hearingId}`);
    const opened = desk.waitForEvent('popup');
    await press(desk, desk.getByRole('button', { name: say('conference.links.open'), exact: true }));
    links = await opened;
    const { url } = await secretary.do('conference.invite', { hearingId, participantId: defendant.id });
    phone = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
    await phone.addInitScript(watchHall, 'figure.hall video');
    await phone.goto(url);
    await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
    await desk.getByText(say('conference.standing.waiting'), { exact: true }).waitFor(patience);
    await secretary.do('hearing.open', { hearingId });
    await secretary.do('conference.admit', { hearingId, participantId: defendant.id, admitted: true });
    await secretary.do('conference.mute', { hearingId, participantId: defendant.id, muted: true }); // their tone never ends
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

  test('by itself it is the judge\'s while the judge speaks, and the hall\'s while somebody else does', async () => {
    expect(await choice().inputValue()).toBe('');
    await expect.poll(async () => (await seen()).some(({ camera }, i, all) => camera === 'cam1' && all[i - 1]?.camera === 'cam2'), untilSomebodyElseSpeaks).toBe(true);
    expect((await seen()).some(({ camera }) => camera === 'cam3')).toBe(false);
  });

  test('another one takes its place on the same connection, with no dark picture and no pause between', async () => {
    await choose(desk, choice(), 'cam1');
    await sees('cam1');
    await saysNow('cam1');
    const before = (await seen()).length;
    await goesOn(60);
    await choose(desk, choice(), 'cam2');
    await sees('cam2');
    await saysNow('cam2');
    await goesOn();
    const pictures = (await seen()).slice(before);
    const at = pictures.findIndex(({ camera }) => camera === 'cam2');
    expect(at).toBeGreaterThan(60);
    expect(pictures.slice(at).some(({ camera }) => camera === 'cam1')).toBe(false);
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

  test('observers see the camera that goes out, and another one without a pause', async () => {
    await secretary.do('observers.allow', { hearingId });
    const watchId = (await hearingOf(secretary, hearingId)).observers.at(-1)?.watchId ?? '';
    const observer = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
    await observer.addInitScript(watchHall, 'video');
    await observer.goto(new URL(`${watchPaths.page}/${watchId}`, hall.court.url).href);
    const watched = (): Promise<Seen[]> => observer.evaluate(() => window.seen);
    await expect.poll(async () => (await watched()).filter(({ camera }) => camera === 'cam2').length, patience).toBeGreaterThan(20);
    await choose(desk, choice(), 'cam1');
    await expect.poll(async () => (await watched()).at(-1)?.camera, patience).toBe('cam1');
    const at = (await watched()).findIndex(({ camera }) => camera === 'cam1');
    await expect.poll(async () => (await watched()).length, patience).toBeGreaterThan(at + 30);
    const pictures = await watched();
    expect(pictures.slice(at).some(({ camera }) => camera === 'cam2'), 'the one before is over').toBe(false);
    const usualMs = Math.max(...gapsMs(pictures.slice(0, at)));
    expect(Math.max(...gapsMs(pictures.slice(at - 1)))).toBeLessThan(Math.max(2000, 2 * usualMs)); // a key frame comes once a second
    await observer.locator('[data-watch="live"]').waitFor(patience);
    await secretary.do('observers.end', { hearingId });
    await observer.close();
  });

  test('by itself again it is the document for as long as a display is laid out for it', async () => {
    const display = () => desk.getByLabel(say('conference.displays.judge'), { exact: true });
    await choose(desk, display(), 'document');
    await choose(desk, choice(), '');
    await sees('cam3');
    await saysNow('cam3');
    await choose(desk, display(), 'speaker');
    await expect.poll(async () => (await seen()).at(-1)?.camera, patience).toMatch(/cam[12]/);
    await goesOn();
  });

  const figureOf = (label: string) => desk.locator('figure', { hasText: label });
  const onDesk = async () => Promise.all(labels.map((label) =>
    figureOf(label).locator('video[data-live=true]').evaluate((video: HTMLVideoElement) => ({ isShared: video.srcObject !== null, frames: video.getVideoPlaybackQuality().totalVideoFrames }))));
  const areShared = async (): Promise<boolean[]> => (await onDesk()).map(({ isShared }) => isShared);
  const move = async () => {
    const before = await onDesk();
    await expect.poll(async () => (await onDesk()).every(({ frames }, i) => frames > (before[i]?.frames ?? 0) + 10), patience).toBe(true);
  };

  test('its window decodes each camera for the secretary\'s screen too; one that hangs is there again when it has been started again', async () => {
    await expect.poll(areShared, patience).toEqual([true, true, true]);
    await move();
    const diagnostics = await hall.window('specialist');
    const pidOf = async () => Number(await diagnostics.getByRole('row').filter({ hasText: labels[0] ?? '' }).getByRole('cell').nth(1).textContent());
    const pid = await pidOf();
    process.kill(pid, 'SIGSTOP'); // whoever records ends it in a while
    await expect.poll(pidOf, patience).not.toBe(pid);
    await expect.poll(areShared, patience).toEqual([true, true, true]);
    await move();
    await diagnostics.close();
  });

  test('a console that is killed takes them away, and no picture stands there as if it were of now; all come back with it', async () => {
    const { console: own } = hall.shell;
    if (!own) return; // windows go with it
    await own.kill9();
    for (const label of labels) await figureOf(label).getByText(say('insession.picture.lost')).waitFor(patience);
    for (const label of labels) expect(await figureOf(label).locator('video[data-live=true]').count()).toBe(0);
    await own.startAgain();
    await expect.poll(areShared, patience).toEqual([true, true, true]);
    await move();
  });

  test('when that window is gone, the secretary\'s screen shows them by itself', async () => {
    await links.close();
    await expect.poll(areShared, patience).toEqual([false, false, false]);
    await move();
  });
});
