import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log, RecorderFact, RecorderWish } from '#main/app/ports/index.ts';
import packageJson from '../../../../package.json' with { type: 'json' };
import { systemClock } from '#main/process/clock.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { readServiceState, statePathOf } from '#main/process/keptService.ts';
import { identify, isAlive, signal, type ProcessIdentity } from '#main/process/runner.ts';
import { RecorderClient } from '#main/recorder/service/client.ts';
import { connectTo } from '#main/recorder/service/connection.ts';
import { addressSchema } from '#main/recorder/service/messages.ts';
import { until } from '../../../helpers/hurriedTime.ts';
import { longestHoleMs, pause, smallHall } from '../bench.ts';

/** All that the recorder and its client have to say. */
let said: unknown[];
const keep = (...words: unknown[]): void => void said.push(words);
const log: Log = { error: keep, warn: keep, info: keep, debug: keep };
/** Cameras only: the demonstration's voices are made by the console. */
const hall = { ...smallHall, microphones: [] };

interface TestConsole {
  client: RecorderClient;
  told: { fact: RecorderFact; factId: string }[];
  state: { refuse: boolean };
  facts: () => RecorderFact[];
}

let dataDir: string;
let consoles: TestConsole[];

const clientOf = (version: string): RecorderClient => new RecorderClient({
  stateDir: join(dataDir, 'state'), version, log, clock: systemClock,
  command: { file: process.execPath, args: [resolve('src-main/entries/recorder.ts')] },
});

/** A console with its own memory of what it was told. */
async function console_({ refuse = false } = {}): Promise<TestConsole> {
  const told: TestConsole['told'] = [];
  const state = { refuse };
  const client = clientOf(packageJson.version);
  client.keepFacts(async (fact, factId) => {
    if (state.refuse) throw new Error('database is locked');
    told.push({ fact, factId });
  });
  const started = await client.start();
  if (!started.ok) throw new Error(started.error.detail);
  const made = { client, told, state, facts: () => told.map(({ fact }) => fact) };
  consoles.push(made);
  return made;
}

const record = (zeroUtcMs: number, of: Hall = hall): RecorderWish => ({ mode: 'record', hall: of, hearingId: 'h1', runId: 'run-001', zeroUtcMs, plannedBytes: 0 });
const servicePid = (c: { client: RecorderClient }): ProcessIdentity => identify(c.client.service().pid ?? 0);
const pidsOf = (c: { client: RecorderClient }) => Object.fromEntries(c.client.status().captures.map((capture) => [capture.captureId, capture.pid]));
const kill = (pid: number | null | undefined): boolean => signal(identify(pid ?? 0), 'SIGKILL');

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'recorder-'));
  consoles = [];
  said = [];
});
afterEach(async () => {
  const last = consoles.at(-1);
  for (const each of consoles.slice(0, -1)) await each.client.detach();
  if (last) {
    last.state.refuse = false;
    await last.client.want({ mode: 'off' });
    await last.client.stop();
  }
  await rm(dataDir, { recursive: true, force: true });
});

test('a capture that dies while no console is there is started again, and the next console is told of the gap and of every file', async () => {
  const first = await console_();
  await first.client.want(record(Date.now()));
  await until(() => first.client.status().captures.every((c) => c.state === 'running'));
  const before = pidsOf(first);
  await first.client.detach();
  const toldToFirst = first.told.length;
  kill(before['cam1']);
  await pause(3000);

  const second = await console_();
  expect(await second.client.adopt()).toEqual({ hearingId: 'h1', runId: 'run-001' });
  await until(() => second.facts().some((f) => f.type === 'captureResumed'));
  expect(second.facts().filter((f) => f.type === 'captureLost')).toMatchObject([{ captureId: 'cam1', hearingId: 'h1' }]);
  await until(() => second.client.status().captures.length === 2);
  expect(pidsOf(second)['cam2']).toBe(before['cam2']);
  expect(second.client.status().captures.find((c) => c.captureId === 'cam1')).toMatchObject({ state: 'running', restarts: 1 });
  expect(toldToFirst).toBe(0);
});

test('the recorder itself is killed: captures run on without a hole, it is back by itself, and the wish still stands', async () => {
  const only = await console_();
  await only.client.want(record(Date.now()));
  await until(() => only.client.status().captures.every((c) => c.state === 'running'));
  const [before, killed] = [pidsOf(only), servicePid(only)];
  kill(killed.pid);
  await until(() => only.client.service().state === 'running' && only.client.service().pid !== killed.pid);
  await until(() => only.client.status().captures.length === 2 && only.client.status().captures.every((c) => c.state === 'running'));
  expect(pidsOf(only)).toEqual(before);
  await pause(1000);
  expect(await only.client.want({ mode: 'off' })).toMatchObject({ ok: true });
  await only.client.settle('h1');
  const rows = only.facts().flatMap((f) => (f.type === 'segmentVerified' ? [f.row] : []));
  for (const captureId of ['cam1', 'cam2']) {
    const own = rows.filter((row) => row.captureId === captureId);
    expect(own.map((row) => row.index)).toEqual(own.map((_, i) => i));
    expect(own.length).toBeGreaterThan(0);
    expect(longestHoleMs(own)).toBeLessThanOrEqual(80);
  }
  expect(only.facts().filter((f) => f.type === 'captureLost')).toEqual([]);
});

test('what a console could not keep it is told again; what it has kept is not told twice; ended only when all is kept', async () => {
  const only = await console_({ refuse: true });
  await only.client.want(record(Date.now()));
  await pause(500);
  const off = only.client.want({ mode: 'off' });
  await pause(1500);
  expect(only.told).toEqual([]);
  let isOff = false;
  void off.then(() => { isOff = true; });
  await pause(500);
  expect(isOff).toBe(false);
  only.state.refuse = false;
  expect(await off).toMatchObject({ ok: true });
  expect(only.facts().filter((f) => f.type === 'segmentClosed').map((f) => (f.type === 'segmentClosed' ? f.row.path : ''))).toEqual(expect.arrayContaining(['run-001/cam1/00000.mkv', 'run-001/cam2/00000.mkv']));
  await only.client.settle('h1');
  await only.client.detach();
  await pause(300); // the last acknowledgements are on their way
  const next = await console_();
  expect(await next.client.adopt()).toBeNull();
  await pause(500);
  expect(next.told).toEqual([]);
  expect(new Set(only.told.map((t) => t.factId)).size).toBe(only.told.length);
});

test('another version takes the captures over from the one that runs', async () => {
  const old = await console_();
  await old.client.want(record(Date.now()));
  await until(() => old.client.status().captures.every((c) => c.state === 'running'));
  const [before, pid] = [pidsOf(old), servicePid(old)];
  await old.client.detach();
  const newer = clientOf('newer'); // these sources never answer as that, so it is never satisfied: what matters is that the old one leaves
  const started = newer.start();
  await until(() => !isAlive(pid));
  expect(Object.values(before).every((capture) => isAlive(identify(capture ?? 0)))).toBe(true);
  expect((await started).ok).toBe(false);
  await newer.stop();
  const again = await console_();
  expect(await again.client.adopt()).toEqual({ hearingId: 'h1', runId: 'run-001' });
  await until(() => again.client.status().captures.length === 2);
  expect(pidsOf(again)).toEqual(before);
});

test('a recorder whose address cannot be read is ended all the same: two never guard the same captures', async () => {
  const old = await console_();
  await old.client.want(record(Date.now()));
  await until(() => old.client.status().captures.every((c) => c.state === 'running'));
  const [before, pid] = [pidsOf(old), servicePid(old)];
  await old.client.detach();
  const path = statePathOf(join(dataDir, 'state'), 'recorder');
  const { process: recorder } = await readServiceState(path, addressSchema);
  await writeFile(path, JSON.stringify({ pipe: 'in the words of another version', process: recorder }));
  const next = await console_();
  expect(isAlive(pid)).toBe(false);
  expect(await next.client.adopt()).toEqual({ hearingId: 'h1', runId: 'run-001' });
  await until(() => next.client.status().captures.length === 2);
  expect(pidsOf(next)).toEqual(before);
});

test('the password in a camera\'s address is in no log, ledger or message, also when the camera cannot be reached', async () => {
  const only = await console_();
  const [camera] = smallHall.cameras;
  if (!camera) throw new Error('no camera');
  const hostile: Hall = { ...hall, cameras: [{ ...camera, source: { type: 'rtsp', url: 'rtsp://operator:s3cret@Pw@127.0.0.1:9/live' } }] };
  const wished = only.client.want(record(Date.now(), hostile));
  await until(() => only.client.status().captures.some((c) => c.cause?.includes('cannot be reached')));
  const state = join(dataDir, 'state');
  const words = await readFile(join(state, 'captures', 'cam1.ffmpeg.log'), 'utf8');
  expect(words).toContain('s3cret'); // ffmpeg's own, which only this user reads
  expect(await wished).toMatchObject({ ok: true });
  const own = (await readdir(state, { recursive: true, withFileTypes: true })).filter((file) => file.isFile() && !file.parentPath.endsWith('captures'));
  const written = await Promise.all(own.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
  expect(own.map((file) => file.name)).toContain('recorder.log');
  expect(JSON.stringify({ written, said, told: only.told, status: only.client.status() })).not.toMatch(/s3cret|Pw@/);
});

test('nobody without the secret is heard', async () => {
  const only = await console_();
  const { address } = await readServiceState(statePathOf(join(dataDir, 'state'), 'recorder'), addressSchema);
  if (!address) throw new Error('no address');
  expect(await connectTo({ ...address, secret: '0'.repeat(64) }, packageJson.version, () => undefined, () => undefined)).toBeNull();
  expect(only.client.service().state).toBe('running');
  expect(await readdir(join(dataDir, 'state', 'ledger'))).toEqual([]);
});
