import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { demoHall } from '../../../src-main/app/demoHall.ts';
import type { Operator } from '../../../src-main/cli/demo/operator.ts';
import { percentiles } from '../percentiles.ts';
import { openLinks, startHall as startBenchHall, type Later } from './hall.ts';
import { startFar, startServer, type FarEnd } from './inNetwork.ts';
import { createNetwork, type Cut, type Network } from './network.ts';
import { arrivedAfter, backAfter, startWatching } from './watch.ts';

/** `CONFERENCE_OUTAGES=carrier:9x5,silent:40x3,moved:15x3`: how the link is cut, seconds, how often. */
const outages = (process.env['CONFERENCE_OUTAGES'] ?? 'carrier:3x5,carrier:9x5,carrier:15x5,silent:15x5,carrier:40x3,silent:40x3,moved:15x3').split(',').map((text) => {
  const [, how = 'carrier', seconds = '9', times = '1'] = /^(\w+):(\d+)x(\d+)$/.exec(text) ?? [];
  return { how: how as Cut, seconds: Number(seconds), times: Number(times) };
});
const withReference = process.env['CONFERENCE_REFERENCE'] !== '0';
/** Whoever is not back after so long is not coming. */
const giveUpMs = 30_000;
const participant = { id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' } as const;

/**
 * A participant in a network of their own, at whose end nobody ever presses anything: from a cold page to picture and sound in the hall, and how
 * long after a link that was cut is up again. Beside it, over the same network at the same time, simple-peer as it is.
 */
export async function run(): Promise<object> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-conference-'));
  const network = await createNetwork();
  const ends: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true }), () => network.remove()];
  const later: Later = (end) => { ends.unshift(end); };
  try {
    const hall = await startHall(dir, network, later);
    const far = await startFar(dir, network, hall.courtUrl, later);
    const { joinMs, loadedMs, readyMs, admissionMs } = await joined(hall, far);
    const reference = withReference ? await plainSimplePeer(hall, far) : null;
    const back: Record<string, object> = {};
    for (const { how, seconds, times } of outages) back[`${how} ${seconds} s`] = await cutOff(network, { how, seconds, times }, hall.links, reference);
    return { joinMs: percentiles(joinMs), ofThat: { loadedMs: percentiles(loadedMs), readyMs: percentiles(readyMs) }, admissionMs: percentiles(admissionMs), back };
  } finally {
    for (const end of ends) await end().catch((e: unknown) => console.error(String(e)));
  }
}

interface HallEnd { secretary: Operator; hearingId: string; links: Page; browser: Browser; courtUrl: string }

async function startHall(dir: string, network: Network, later: Later): Promise<HallEnd> {
  const court = await startServer(network, join(dir, 'court'), later);
  const [camera] = demoHall.cameras;
  if (!camera) throw new Error('the demonstration hall has no camera');
  const hall = { ...demoHall, cameras: [{ ...camera, widthPx: 640, heightPx: 360, fps: 15 }] };
  const { secretary, hearingId, url } = await startBenchHall(later, { dataDir: join(dir, 'console'), court, hall, participants: [participant] });
  const { browser, links } = await openLinks(later, url);
  await startWatching(links, "window.courtroomLinks.stats('phone')");
  return { secretary, hearingId, links, browser, courtUrl: court.url };
}

const joins = 20;

/**
 * From a cold page to the waiting room with picture and sound at the hall (the press on "ready" comes as soon as it can);
 * and from the order to let in to the sound of it in the hall. The last page stays.
 */
async function joined({ secretary, hearingId, links }: HallEnd, far: FarEnd): Promise<Record<'joinMs' | 'loadedMs' | 'readyMs' | 'admissionMs', number[]>> {
  const times: Record<'joinMs' | 'loadedMs' | 'readyMs' | 'admissionMs', number[]> = { joinMs: [], loadedMs: [], readyMs: [], admissionMs: [] };
  const whom = { hearingId, participantId: participant.id };
  for (let i = 0; i < joins; i++) {
    const { url } = await secretary.do('conference.invite', whom);
    const page = await far.open();
    const startedMs = Date.now();
    await page.goto(url);
    times.loadedMs.push(Date.now() - startedMs);
    await page.getByRole('button', { name: 'Мен дайынмын' }).click();
    times.readyMs.push(Date.now() - startedMs);
    times.joinMs.push(await patiently(() => arrivedAfter(links, startedMs)));
    await sleep(1000);
    const orderedMs = Date.now();
    await secretary.do('conference.admit', { ...whom, admitted: true });
    times.admissionMs.push(await patiently(async () => (await backAfter(links, orderedMs)).soundMs));
    if (i === joins - 1) break;
    await secretary.do('conference.admit', { ...whom, admitted: false });
    await page.close();
    await sleep(1000);
  }
  console.error(JSON.stringify(times));
  return times;
}

async function patiently(found: () => Promise<number | null>): Promise<number> {
  for (const startedMs = Date.now(); Date.now() - startedMs < giveUpMs; await sleep(20)) {
    const ms = await found();
    if (ms !== null) return ms;
  }
  return giveUpMs;
}

async function seenBoth(page: Page, sinceMs: number): Promise<number | null> {
  while (Date.now() - sinceMs < giveUpMs) {
    const { soundMs, pictureMs } = await backAfter(page, sinceMs);
    if (soundMs !== null && pictureMs !== null) return Math.max(soundMs, pictureMs);
    await sleep(50);
  }
  return null;
}

/** The package alone between two pages of the same browsers; their signals go by the bench, which no cut reaches. */
async function plainSimplePeer(hall: HallEnd, far: FarEnd): Promise<Page> {
  const script = await readFile(createRequire(import.meta.url).resolve('simple-peer/simplepeer.min.js'), 'utf8');
  const [near, distant] = [await hall.browser.newPage(), await far.open()];
  await distant.goto(`${hall.courtUrl}/join`);
  for (const page of [near, distant]) await page.evaluate(script);
  await near.exposeFunction('toFar', (signal: unknown) => distant.evaluate((s) => (window as unknown as { peer: { signal(s: unknown): void } }).peer.signal(s), signal));
  await distant.exposeFunction('toHall', (signal: unknown) => near.evaluate((s) => (window as unknown as { peer: { signal(s: unknown): void } }).peer.signal(s), signal));
  await near.evaluate("window.peer = new SimplePeer({ initiator: false }); peer.on('signal', (s) => toFar(s)); peer.on('error', () => 0); peer.on('stream', (stream) => { const v = document.createElement('video'); v.muted = true; v.srcObject = stream; document.body.append(v); v.play(); }); 0");
  await distant.evaluate("navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then((stream) => { window.peer = new SimplePeer({ initiator: true, stream }); peer.on('signal', (s) => toHall(s)); peer.on('error', () => 0); })");
  await startWatching(near, 'window.peer && !window.peer.destroyed ? window.peer._pc.getStats() : null');
  await seenBoth(near, Date.now());
  return near;
}

type Back = { soundMs: number[]; pictureMs: number[]; never: number };

async function cutOff(network: Network, { how, seconds, times }: { how: Cut; seconds: number; times: number }, links: Page, reference: Page | null): Promise<object> {
  const [ours, plain]: Back[] = [{ soundMs: [], pictureMs: [], never: 0 }, { soundMs: [], pictureMs: [], never: 0 }];
  for (let i = 0; i < times; i++) {
    await network.cut(how);
    await sleep(seconds * 1000);
    await network.join(how);
    const upMs = Date.now();
    await Promise.all([note(ours as Back, links, upMs), ...(reference ? [note(plain as Back, reference, upMs)] : [])]);
    await sleep(3000);
    console.error(`${how} ${seconds} s: ${JSON.stringify(ours)} plain ${JSON.stringify(plain)}`);
  }
  const shown = (back: Back): object => ({ soundMs: percentiles(back.soundMs), pictureMs: percentiles(back.pictureMs), never: back.never });
  return { ours: shown(ours as Back), ...(reference ? { plainSimplePeer: shown(plain as Back) } : {}) };
}

async function note(back: Back, page: Page, upMs: number): Promise<void> {
  while (Date.now() - upMs < giveUpMs) {
    const { soundMs, pictureMs } = await backAfter(page, upMs);
    if (soundMs !== null && pictureMs !== null) {
      back.soundMs.push(soundMs);
      back.pictureMs.push(pictureMs);
      return;
    }
    await sleep(100);
  }
  back.never += 1;
}
