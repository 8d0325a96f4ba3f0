import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { Operator } from '../../../src-main/cli/demo/operator.ts';
import { startProgram } from '../../../src-main/process/program.ts';
import { clockOfCapture } from '../../helpers/captureClock.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { percentiles } from '../percentiles.ts';
import { probes } from './probes.ts';

const presses = 150;
const betweenMs = 120;
const keyTemplate = 'evidence'; // F6
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const bundle = here('../../../dist/node/console.js');
const chromiumFlags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

interface Seen { [what: string]: number[] }

/**
 * Real key presses in a real window while recording: how long until the mark is durable, until it stands
 * in this and in another window, and how far its place in the media is from the picture's own clock.
 * Beside it, key by key in turns, the same way through an empty page and a bare write to the same disk.
 */
export async function run(): Promise<object> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-marks-'));
  const tap = join(dataDir, 'durable');
  Object.assign(process.env, { BENCH_TAP: tap, BENCH_TEMPLATE: keyTemplate });
  const args = ['--import', here('commitTap.mjs'), bundle, '--web', '--json', '--port', '0', '--data-dir', dataDir];
  const program = await startProgram({ file: process.execPath, args });
  const bare = await startProgram({ file: process.execPath, args: [here('bare.mjs'), join(dataDir, 'bare')] });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags });
  try {
    const { listening: { url } } = program.ready as { listening: { url: string } };
    return await measure(browser, url, (bare.ready as { url: string }).url, () => linesOf(tap));
  } finally {
    await browser.close();
    await Promise.all([program.stop(), bare.stop()]);
    await rm(dataDir, { recursive: true });
  }
}

async function measure(browser: Browser, url: string, bareUrl: string, durable: () => Promise<number[]>): Promise<object> {
  const secretary = await Operator.signIn(url, 'secretary');
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
  await secretary.do('hearing.open', { hearingId });
  const commandMs = await fromAScript(secretary, hearingId);
  const [pressing, watching] = [await open(browser, url, secretary.token, hearingId), await open(browser, url, secretary.token, hearingId)];
  const empty = await openBare(browser, bareUrl);
  await sleep(3000);
  for (let i = 0; i < presses; i++) {
    for (const page of [pressing, empty]) {
      await page.keyboard.press('F6');
      await page.waitForTimeout(betweenMs);
    }
  }
  await pressing.waitForTimeout(500);
  const [own, other, durableAtMs] = [await seenIn(pressing), await seenIn(watching), await durable()];
  const pressed = own.pressed ?? [];
  await secretary.do('hearing.close', { hearingId });
  return {
    presses: pressed.length, marks: durableAtMs.length,
    commandToDurableMs: percentiles(commandMs),
    leftTheWindowMs: percentiles(differences(pressed, own.sent ?? [])),
    durableMs: percentiles(differences(pressed, durableAtMs)),
    bareDurableMs: percentiles(await bareMs(empty, bareUrl)),
    answeredInTheWindowMs: percentiles(differences(pressed, own.answered ?? [])),
    visibleHereMs: percentiles(differences(pressed, own.shown ?? [])),
    visibleElsewhereMs: percentiles(differences(pressed, other.shown ?? [])),
    placeAgainstPictureMs: percentiles(await placesAgainstPicture(secretary, hearingId, pressed)),
  };
}

const linesOf = async (file: string): Promise<number[]> => (await readFile(file, 'utf8')).trim().split('\n').map(Number);

async function openBare(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'ready' in window);
  return page;
}

async function bareMs(page: Page, url: string): Promise<number[]> {
  const pressed = await page.evaluate(() => (window as unknown as { pressed: number[] }).pressed);
  return differences(pressed, await (await fetch(`${url}/durable`)).json() as number[]);
}

const differences = (from: number[], to: number[]): number[] => from.map((at, i) => (to[i] ?? Number.NaN) - at);

/** Command → answer that it is durable, without any browser drawing pictures on the same processors. */
async function fromAScript(secretary: Operator, hearingId: string): Promise<number[]> {
  const tookMs: number[] = [];
  for (let i = 0; i < 2 * presses; i++) {
    const startedMs = performance.now();
    await secretary.do('hearing.addMark', { hearingId, markId: randomUUID(), template: 'note', text: '', pressedAgoMs: 0 });
    tookMs.push(performance.now() - startedMs);
    await sleep(20);
  }
  return tookMs;
}

/**
 * Opens the hearing's screen with probes for: key down, the answer to its window, the mark's row on the
 * screen. Without a graphics card the live pictures of both windows are decoded and drawn by the very
 * processors that are being measured; BENCH_NO_PICTURES=1 leaves them out, as a card would take them off.
 */
async function open(browser: Browser, url: string, token: string, hearingId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  if (process.env.BENCH_NO_PICTURES) await context.route('**/media/live/**', (route) => route.abort());
  await context.addInitScript(probes, token);
  const page = await context.newPage();
  await page.goto(`${url}/#/hearing/${hearingId}`);
  await page.waitForSelector('#marks-title span');
  return page;
}

const seenIn = (page: Page): Promise<Seen> => page.evaluate(() => (window as unknown as { seen: Seen }).seen);

/** How far each mark's place is from its key: the frame standing there shows a clock, the key was pressed at a known time. */
async function placesAgainstPicture(secretary: Operator, hearingId: string, pressed: number[]): Promise<number[]> {
  const { hearing } = await secretary.do('hearing.get', { hearingId });
  const { dir } = await secretary.do('recording.info', { hearingId });
  const frames = await clockOfCapture(join(dir, 'run-001', 'cam1'));
  return hearing.marks.filter((mark) => mark.template === keyTemplate).map(({ atMs }, i) => {
    const frame = frames.findLast(({ ptsMs }) => ptsMs <= atMs - (hearing.zeroUtcMs ?? 0));
    return frame && pressed[i] !== undefined ? Math.abs(frame.clockMs - pressed[i]) : Number.NaN;
  });
}
