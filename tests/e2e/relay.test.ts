import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operator } from '#main/cli/demo/operator.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { iceServersFor } from '../../src-server/conference/turn.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { startCoturn, type Coturn } from '../helpers/coturn.ts';
import { press, startHall, type Hall } from './fixture.ts';
import { withDevices } from './pictures.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

const participants: Participant[] = [{ id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' }];
const secret = 'known to relay and court server alone';
const hourMs = 3_600_000;

const shell = shells.find(({ name }) => name === 'web') ?? expect.fail('no web shell');
let dir: string;
let relay: Coturn;
let hall: Hall;
let desk: Page;
let links: Page;
let secretary: Operator;
let hearingId: string;
let browser: Browser;
let phone: Page;

/** In every page: no way but the relay, as between two networks that let nothing in. It runs there as it stands. */
function byRelayAlone(): void {
  const Plain = RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceTransportPolicy: 'relay' });
    }
  };
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'relay-'));
  relay = await startCoturn(dir, secret);
  hall = await startHall(shell, { courtArgs: ['--turn-url', relay.url, '--turn-secret-file', relay.secretFile] });
  browser = await chromium.launch(withDevices);
  secretary = await hall.operator('secretary');
  ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants }) }));
  await secretary.do('hearing.connect', { hearingId });
  desk = await hall.window('secretary', `#/hearing/${hearingId}`);
  await desk.context().addInitScript(byRelayAlone);
  const opened = desk.waitForEvent('popup');
  await press(desk, desk.getByRole('button', { name: say('conference.links.open') }));
  links = await opened;
});
afterAll(async () => {
  await browser?.close();
  await hall?.end();
  await relay?.stop();
  await rm(dir, { recursive: true, force: true });
});

const framesOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate((query) => document.querySelector<HTMLVideoElement>(query)?.getVideoPlaybackQuality().totalVideoFrames ?? 0, selector);

async function moves(page: Page, selector: string): Promise<void> {
  const before = await framesOf(page, selector);
  await expect.poll(() => framesOf(page, selector), { timeout: 30_000 }).toBeGreaterThan(before + 5);
}

/** Of the way that carries, as the hall's browser tells it. */
const wayOfHall = (): Promise<{ near: string; far: string } | null> => links.evaluate(async () => {
  const report = await (window as unknown as { courtroomLinks: { stats(id: string): Promise<RTCStatsReport> | null } }).courtroomLinks.stats('phone');
  const entries = [...(report?.values() ?? [])] as { type: string; id: string; selectedCandidatePairId?: string; localCandidateId?: string; remoteCandidateId?: string; candidateType?: string }[];
  const pair = entries.find(({ id }) => id === entries.find(({ type }) => type === 'transport')?.selectedCandidatePairId);
  const typeOf = (wanted: string | undefined): string => entries.find(({ id }) => id === wanted)?.candidateType ?? '';
  return pair ? { near: typeOf(pair.localCandidateId), far: typeOf(pair.remoteCandidateId) } : null;
});

test('where only the relay is left, picture and sound go through it, with credentials of the court server', async () => {
  const { url } = await secretary.do('conference.invite', { hearingId, participantId: 'phone' });
  const context = await browser.newContext({ locale: 'kk-KZ' });
  await context.addInitScript(byRelayAlone);
  phone = await context.newPage();
  await phone.goto(url);
  await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
  await desk.getByText(say('conference.standing.waiting'), { exact: true }).waitFor({ timeout: 40_000 });
  await moves(desk, '[data-link="connected"] video');
  await secretary.do('conference.admit', { hearingId, participantId: 'phone', admitted: true });
  await moves(phone, 'figure.hall video');
  expect(await wayOfHall()).toEqual({ near: 'relay', far: 'relay' });
  const allocated = [...(await relay.log()).matchAll(/user <(\d+):(\w+)>: incoming packet ALLOCATE processed, success/g)];
  expect(new Set(allocated.map(([, , who]) => who))).toEqual(new Set(['hall', 'phone']));
  for (const [, endsAtS] of allocated) expect(Number(endsAtS) * 1000).toBeGreaterThan(Date.now());
});

/** What a browser gets of a relay with these. */
const gathered = (iceServers: IceServer[]): Promise<{ candidates: number; errors: number[] }> => phone.evaluate(async (servers) => {
  const connection = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: 'relay' });
  let candidates = 0;
  const errors: number[] = [];
  const done = new Promise((resolve) => { connection.onicegatheringstatechange = () => { if (connection.iceGatheringState === 'complete') resolve(null); }; });
  connection.onicecandidate = ({ candidate }) => { if (candidate?.candidate) candidates += 1; };
  connection.onicecandidateerror = ({ errorCode }) => errors.push(errorCode);
  connection.createDataChannel('x');
  await connection.setLocalDescription();
  await done;
  connection.close();
  return { candidates, errors };
}, iceServers);

test('credentials that have ended, and such as were signed with another secret, get nothing of the relay', async () => {
  const issued = (change: { secret?: string; nowMs?: number; untilMs?: number }) => iceServersFor(
    { stunUrl: null, turn: { urls: [relay.url], secret: change.secret ?? secret } }, 'phone', { nowMs: change.nowMs ?? Date.now(), untilMs: change.untilMs ?? Infinity },
  );
  expect((await gathered(issued({}))).candidates).toBeGreaterThan(0);
  for (const bad of [{ secret: 'guessed' }, { nowMs: Date.now() - 13 * hourMs }, { untilMs: Date.now() - 60_000 }]) {
    const { candidates, errors } = await gathered(issued(bad));
    expect([candidates, errors.includes(401)], JSON.stringify(bad)).toEqual([0, true]);
  }
});
