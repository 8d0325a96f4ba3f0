import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { ConsoleClient } from '../../src-main/cli/ctl/client.ts';
import { Operator } from '../../src-main/cli/demo/operator.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { bundleCommand, startProgram } from '../../src-main/process/program.ts';
import { clockOfCapture } from '../helpers/captureClock.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { percentiles } from './percentiles.ts';

const presses = 150;
const keyTemplate = 'evidence'; // F6
const bundle = new URL('../../dist/node/console.js', import.meta.url).pathname;
const chromiumFlags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

interface Seen { [what: string]: number[] }

/**
 * Real key presses in a real window while recording: how long until the mark is durable, until it stands
 * in this and in another window, and how far its place in the media is from the picture's own clock.
 */
export async function run(): Promise<object> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-marks-'));
  const program = await startProgram(bundleCommand(bundle, ['--web', '--json', '--port', '0', '--data-dir', dataDir]));
  const { listening: { url } } = program.ready as { listening: { url: string } };
  const secretary = await Operator.signIn(url, 'secretary');
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
  await secretary.do('hearing.open', { hearingId });
  const commandMs = await fromAScript(secretary, hearingId);
  const durable = await listenForMarks(url, secretary.token);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags });
  try {
    const [pressing, watching] = [await open(browser, url, secretary.token, hearingId), await open(browser, url, secretary.token, hearingId)];
    await sleep(3000);
    for (let i = 0; i < presses; i++) {
      await pressing.keyboard.press('F6');
      await pressing.waitForTimeout(120);
    }
    await pressing.waitForTimeout(500);
    const [here, there] = [await seenIn(pressing), await seenIn(watching)];
    await secretary.do('hearing.close', { hearingId });
    const { hearing } = await secretary.do('hearing.get', { hearingId });
    const { dir } = await secretary.do('recording.info', { hearingId });
    const pressed = here.pressed ?? [];
    const byKey = hearing.marks.filter((m) => m.template === keyTemplate);
    const offsets = await offsetsAgainstPicture(join(dir, 'run-001', 'cam1'), hearing.zeroUtcMs ?? 0, byKey.map((m) => m.atMs), pressed);
    return {
      presses: pressed.length, marks: byKey.length,
      commandToDurableMs: percentiles(commandMs),
      leftTheWindowMs: percentiles(differences(pressed, here.sent ?? [])),
      durableMs: percentiles(differences(pressed, durable.heardAtMs)),
      answeredInTheWindowMs: percentiles(differences(pressed, here.answered ?? [])),
      visibleHereMs: percentiles(differences(pressed, here.shown ?? [])),
      visibleElsewhereMs: percentiles(differences(pressed, there.shown ?? [])),
      placeAgainstPictureMs: percentiles(offsets.map(Math.abs)),
    };
  } finally {
    durable.stop();
    await browser.close();
    await program.stop();
    await rm(dataDir, { recursive: true });
  }
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

/** When each mark was heard of outside any browser: events are published after they are on disk, so this is an upper bound. */
async function listenForMarks(url: string, token: string): Promise<{ heardAtMs: number[]; stop: () => void }> {
  const connected = await ConsoleClient.connect(url, null);
  if (!connected.ok) throw new Error(connected.error.detail);
  await connected.value.call('session.resume', { token });
  const heardAtMs: number[] = [];
  const stopping = new AbortController();
  const hear = (item: unknown) => {
    const { event } = item as EventRecord;
    if (event.type === 'markAdded' && event.template === keyTemplate) heardAtMs.push(performance.timeOrigin + performance.now());
  };
  void connected.value.stream('events', { afterSeq: 0 }, hear, stopping.signal);
  return { heardAtMs, stop: () => { stopping.abort(); connected.value.close(); } };
}

/**
 * Opens the hearing's screen with probes for: key down, the answer to its window, the mark's row on the
 * screen. Without a graphics card the live pictures of both windows are decoded and drawn by the very
 * processors that are being measured; BENCH_NO_PICTURES=1 leaves them out, as a card would take them off.
 */
async function open(browser: Awaited<ReturnType<typeof chromium.launch>>, url: string, token: string, hearingId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  if (process.env.BENCH_NO_PICTURES) await context.route('**/media/live/**', (route) => route.abort());
  await context.addInitScript(probes, token);
  const page = await context.newPage();
  await page.goto(`${url}/#/hearing/${hearingId}`);
  await page.waitForSelector('#marks-title span');
  return page;
}

/** Runs inside the page. All moments are wall-clock milliseconds with the fraction of `performance`. */
function probes(token: string): void {
  sessionStorage.setItem('token', token);
  const seen: { pressed: number[]; sent: number[]; answered: number[]; shown: number[] } = { pressed: [], sent: [], answered: [], shown: [] };
  Object.assign(window, { seen });
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('keydown', (e) => { if (e.code === 'F6') seen.pressed.push(performance.timeOrigin + e.timeStamp); }, true);
  const asked = new Set<number>();
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      this.addEventListener('message', (e) => {
        const message = JSON.parse(String(e.data)) as { k: string; id: number };
        if (message.k === 'ok' && asked.delete(message.id)) seen.answered.push(now());
      });
    }
    override send(data: string): void {
      const message = JSON.parse(data) as { name?: string; id: number };
      if (message.name === 'hearing.addMark') {
        asked.add(message.id);
        seen.sent.push(now());
      }
      super.send(data);
    }
  };
  addEventListener('DOMContentLoaded', () => {
    let count = -1; // those already there are no answer to a key
    new MutationObserver(() => {
      // The heading counts the marks that stand in the list below it; both come with one commit of the page.
      const shown = Number((document.querySelector('#marks-title span')?.textContent ?? '').replaceAll(/\D/g, ''));
      if (count < 0 && shown > 0) count = shown;
      for (; count >= 0 && count < shown; count++) seen.shown.push(now());
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

const seenIn = (page: Page): Promise<Seen> => page.evaluate(() => (window as unknown as { seen: Seen }).seen);

/** The frame standing at the mark's place in the media shows a clock; the key was pressed at a known time. */
async function offsetsAgainstPicture(cameraDir: string, zeroUtcMs: number, marks: number[], pressed: number[]): Promise<number[]> {
  const frames = await clockOfCapture(cameraDir);
  return marks.map((atMs, i) => {
    const placeMs = atMs - zeroUtcMs;
    const frame = frames.findLast((f) => f.ptsMs <= placeMs);
    return frame && pressed[i] !== undefined ? frame.clockMs - pressed[i] : Number.NaN;
  });
}
