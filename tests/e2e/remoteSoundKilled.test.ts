import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operator } from '#main/cli/demo/operator.ts';
import { manifestSchema } from '#shared/domain/manifest.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { chromiumOptions } from '../helpers/chromium.ts';
import { holesOf, noteHoles } from '../helpers/microphoneHoles.ts';
import { expectSpoken } from '../helpers/spokenRecord.ts';
import { compareHz, samplesOf, speakTo } from '../helpers/spokenSource.ts';
import { stretchesOf } from '../helpers/spokenStretches.ts';
import { hearingOf, startHall, type Hall } from './fixture.ts';
import { shells } from './shells.ts';

const participants: Participant[] = [{ id: 'phone', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' }];
/** Long enough for what is said meanwhile to be late; and at once again, while what was kept is being handed over. */
const awayMs = [12_000, 1000];

const shell = shells.find(({ name }) => name === 'web') ?? expect.fail('no web shell');
let hall: Hall;
let secretary: Operator;
let hearingId: string;
let dir: string;
let browser: Browser;
let phone: Page;
let source: Float32Array;

const remote = async () => (await hearingOf(secretary, hearingId)).remotes[0];
const filesUnder = (path: string): Promise<string[]> => readdir(path, { recursive: true }).catch(() => []);
const ownFiles = async () => (await filesUnder(join(hall.dataDir, 'recordings', hearingId))).filter((name) => /remote-phone\/.+\.mkv/.test(name));

/** What the page's sound is sealed with: told to it once, and to be the same for a console that begins anew. */
async function keys(): Promise<string[]> {
  const folder = join(hall.dataDir, 'state', 'remote-keys');
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(names.toSorted().map((name) => readFile(name, 'utf8')));
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remote-killed-'));
  const wav = await speakTo(dir);
  source = await samplesOf(wav);
  hall = await startHall(shell);
  const args = [...(chromiumOptions.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${wav}%noloop`];
  browser = await chromium.launch({ ...chromiumOptions, args });
  secretary = await hall.operator('secretary');
  ({ hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now(), participants }) }));
  await secretary.do('hearing.connect', { hearingId });
  await secretary.do('hearing.open', { hearingId });
  const { url } = await secretary.do('conference.invite', { hearingId, participantId: 'phone' });
  phone = await (await browser.newContext({ locale: 'kk-KZ' })).newPage();
  await phone.addInitScript(noteHoles);
  await phone.goto(url);
  await phone.getByRole('button', { name: 'Мен дайынмын' }).click();
});
afterAll(async () => {
  await browser?.close();
  await hall?.end();
  await rm(dir, { recursive: true, force: true });
});

test('kill -9 of the console, and again while it is being handed over what it has missed: the same key, and nobody is asked anything', async () => {
  await expect.poll(async () => (await remote())?.here.length, { timeout: 20_000 }).toBe(1);
  await secretary.do('conference.admit', { hearingId, participantId: 'phone', admitted: true });
  await expect.poll(async () => (await remote())?.soundSinceMs, { timeout: 20_000 }).toEqual(expect.any(Number));
  await pause(3000);
  const before = await keys();
  expect(before).toHaveLength(1);
  const unfinished = await ownFiles();
  expect(unfinished.length).toBeGreaterThan(0);
  for (const ms of awayMs) {
    await hall.shell.console?.kill9();
    await pause(ms);
    await hall.shell.console?.startAgain();
    await pause(1500);
  }
  secretary = await hall.operator('secretary');
  await expect.poll(async () => (await remote())?.lateSound.length, { timeout: 40_000 }).toBeGreaterThan(0);
  expect(await keys()).toEqual(before);
  expect(await ownFiles()).toEqual(expect.arrayContaining(unfinished));
  expect((await remote())?.admitted).toMatchObject([{ toMs: null }]);
  await pause(3000);
});

test('K336-15: nothing of their sound is missing in the sealed record', async () => {
  const stoodStill = await holesOf(phone);
  await secretary.do('hearing.close', { hearingId });
  await phone.getByText('Отырыс аяқталды.').waitFor({ timeout: 60_000 });
  await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name, { timeout: 150_000 }).toMatch(/sealed|handed_over/);
  const recording = join(hall.dataDir, 'recordings', hearingId);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(recording, 'manifest.json'), 'utf8')));
  const gaps = manifest.gaps.filter(({ captureId }) => captureId === 'remote-phone');
  expect(gaps.filter(({ toMs }) => !stoodStill.some((atMs) => Math.abs(atMs - (toMs ?? 0)) < 2000))).toEqual([]);
  const own = manifest.segments.filter(({ captureId }) => captureId === 'remote-phone').toSorted((a, b) => a.startMs - b.startMs);
  expect(own.every(({ state }) => state === 'verified')).toBe(true);
  const stretches = await stretchesOf(recording, own);
  console.log(`${own.length} files, ${stretches.map(({ length }) => `${(length / compareHz).toFixed(1)} s`).join(', ')} over ${awayMs.length} kills; the imitated microphone stood still ${stoodStill.length} times`);
  expect(stretches.length).toBeGreaterThan(0);
  expect(stretches.length - 1).toBeLessThanOrEqual(stoodStill.length);
  for (const stretch of stretches.filter(({ length }) => length > 4 * compareHz)) expectSpoken(source, stretch);
});
