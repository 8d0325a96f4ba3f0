import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { demoHall } from '../../../src-main/app/demoHall.ts';
import { say } from '../../e2e/texts.ts';
import { chromiumOptions } from '../../helpers/chromium.ts';
import { startCourtServer } from '../../helpers/courtServer.ts';
import { largePicture } from '../../../src-shared/conference/pictureLimit.ts';
import { cpuByRole } from '../cpu.ts';
import { cleanly } from '../loss/afterwards.ts';
import { percentiles, round } from '../percentiles.ts';
import { joinFrom, signedIn, startHall, type Later } from './hall.ts';

/** `DISPLAYS_SECONDS`: how long the processor is looked at, each time. */
const watchedS = Number(process.env['DISPLAYS_SECONDS'] ?? 20);
const settledAfterS = 5;
/** A new connection begins small and grows: larger pictures cost every window more, and are no display's fault. */
const grownWithinS = 120;
const reloads = 10;
const participant = { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' } as const;

/**
 * What judge's and hall's display cost beside the secretary's screen and the window with the links, of a core, while somebody from elsewhere is shown on them;
 * and how long after a reload of each window their picture moves on it again. All are windows of one browser, without a graphics card.
 */
export const run = (): Promise<object> => cleanly(async (afterwards) => {
  const dir = await mkdtemp(join(tmpdir(), 'bench-displays-'));
  afterwards.add(() => rm(dir, { recursive: true, force: true }));
  const later: Later = (end) => afterwards.add(end);
  const court = await startCourtServer({ dataDir: join(dir, 'court') });
  later(court.stop);
  const hall = await startHall(later, { dataDir: join(dir, 'console'), court, hall: { ...demoHall, cameras: demoHall.cameras.slice(0, 1) }, participants: [participant] });
  const browser = await chromium.launch(chromiumOptions);
  later(() => browser.close());
  const [root = 0] = childrenOf(process.pid).filter((pid) => commandOf(pid).includes('chrom'));
  const context = await browser.newContext({ permissions: ['microphone'], viewport: { width: 1366, height: 768 } });
  const desk = await signedIn(await context.newPage(), hall.url);
  await desk.evaluate((id) => { location.hash = `#/hearing/${id}`; }, hall.hearingId);
  await opened(desk, 'conference.links.open');
  await hall.secretary.do('hearing.open', { hearingId: hall.hearingId });
  await joinFrom(later, hall, [participant]);
  const pictureLines = await grown(desk);
  const cores: Record<string, number> = { 'secretary and links': await coresOf(root, [desk]) };
  const wall = await opened(desk, 'conference.displays.open_hall');
  cores['and the hall\'s display'] = await coresOf(root, [desk, wall]);
  const judge = await opened(desk, 'conference.displays.open_judge');
  cores['and the judge\'s'] = await coresOf(root, [desk, wall, judge]);
  const back: Record<string, object> = {};
  for (const [name, reloaded] of Object.entries({ desk, wall, judge })) back[name] = await backAfterReloads(reloaded, { desk, wall, judge });
  return { pictureLines, cores, backMs: back };
});

async function opened(desk: Page, words: string): Promise<Page> {
  const popup = desk.waitForEvent('popup');
  await desk.getByRole('button', { name: say(words), exact: true }).click();
  const page = await popup;
  await page.setViewportSize({ width: 1280, height: 720 });
  return page;
}

/** Of everybody from elsewhere on this window. */
const pictureOn = (page: Page): Promise<{ frames: number; lines: number }> => page.evaluate((name) => {
  const figure = [...document.querySelectorAll('figure')].find(({ textContent }) => textContent?.includes(name));
  const video = figure?.querySelector<HTMLVideoElement>('video[data-live=true]');
  return { frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0, lines: video?.videoHeight ?? 0 };
}, participant.name);
const framesOn = async (page: Page): Promise<number> => (await pictureOn(page)).frames;

/** The picture's lines once they are as many as they may be. */
async function grown(page: Page): Promise<number> {
  const startedMs = Date.now();
  while ((await pictureOn(page)).lines < largePicture.heightPx && Date.now() - startedMs < grownWithinS * 1000) await sleep(200);
  return (await pictureOn(page)).lines;
}

async function coresOf(root: number, pages: Page[]): Promise<number> {
  for (const page of pages) while ((await framesOn(page)) === 0) await sleep(100);
  await sleep(settledAfterS * 1000);
  const used = (): number => Object.values(cpuByRole(treeOf(root))).reduce((sum, s) => sum + s, 0);
  const before = used();
  await sleep(watchedS * 1000);
  return round((used() - before) / watchedS);
}

/** Until the reloaded window's page moves again, and until every other does that was disturbed by it. */
async function backAfterReloads(reloaded: Page, all: Record<string, Page>): Promise<object> {
  const times: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < reloads; i++) {
    const bystanders = Object.values(all).filter((page) => page !== reloaded);
    const before = await Promise.all(bystanders.map(framesOn));
    await reloaded.reload({ waitUntil: 'commit' });
    const startedMs = Date.now();
    while ((await framesOn(reloaded).catch(() => 0)) === 0) await sleep(10);
    times.push(Date.now() - startedMs);
    await sleep(1000);
    const after = await Promise.all(bystanders.map(framesOn));
    others.push(...after.map((frames, at) => frames - (before[at] ?? 0)));
  }
  return { ownMs: percentiles(times), leastFramesOnOthersMeanwhile: Math.min(...others) };
}

const commandOf = (pid: number): string => { try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8'); } catch { return ''; } };

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((child) => {
    try {
      const stat = readFileSync(`/proc/${child}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    } catch {
      return false; // ended meanwhile
    }
  });
}

const treeOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(treeOf)];
