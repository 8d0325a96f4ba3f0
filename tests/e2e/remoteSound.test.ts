import { mkdtemp, readFile, rm } from 'node:fs/promises';
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

const shell = shells.find(({ name }) => name === 'web') ?? expect.fail('no web shell');
let hall: Hall;
let secretary: Operator;
let hearingId: string;
let dir: string;
let browser: Browser;
let phone: Page;
let source: Float32Array;

/** When the page was away by this test's doing. */
const away = { fromMs: 0, untilMs: 0 };

const holes = () => holesOf(phone);

const remote = async () => (await hearingOf(secretary, hearingId)).remotes[0];
const lateStretches = async () => (await remote())?.lateSound.length;

/** Names of files in the browser's own storage, of the page's own origin. */
const onDevice = (): Promise<number> => phone.evaluate(async () => {
  const count = async (folder: FileSystemDirectoryHandle): Promise<number> => {
    let files = 0;
    for await (const entry of (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values()) files += entry.kind === 'file' ? 1 : await count(entry as FileSystemDirectoryHandle);
    return files;
  };
  return count(await navigator.storage.getDirectory());
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remote-sound-'));
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

test('let in, somebody\'s own sound comes onto the console\'s disk; in the waiting room none of it did', async () => {
  await expect.poll(async () => (await remote())?.here.length).toBe(1);
  await pause(1000);
  expect([(await remote())?.soundSinceMs, await onDevice()]).toEqual([null, 0]);
  await secretary.do('conference.admit', { hearingId, participantId: 'phone', admitted: true });
  await expect.poll(async () => (await remote())?.soundSinceMs, { timeout: 15_000 }).toEqual(expect.any(Number));
});

test('what is said while the court server is away is kept by the page, and comes when it is back, marked as late', async () => {
  await pause(3000);
  await hall.court.goAway();
  await pause(12_000);
  expect(await onDevice()).toBeGreaterThan(0);
  await hall.court.comeBack();
  await expect.poll(lateStretches, { timeout: 30_000 }).toBe(1);
});

test('a page that crashes during a cut hands over what it had kept once it is back', async () => {
  await hall.court.goAway();
  await pause(7000);
  away.fromMs = Date.now();
  await phone.goto('about:blank');
  await hall.court.comeBack();
  await phone.goBack();
  await expect.poll(lateStretches, { timeout: 40_000 }).toBe(2);
  away.untilMs = Date.now();
  await pause(3000);
});

test('K336-15, K7-2(3): after the end every piece of the source is in the sealed record: no seam where the connection was cut, one gap where the page was gone', async () => {
  await secretary.do('hearing.close', { hearingId });
  await phone.getByText('Отырыс аяқталды.').waitFor();
  await expect.poll(onDevice, { timeout: 10_000 }).toBe(0);
  await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name, { timeout: 150_000 }).toMatch(/sealed|handed_over/);
  const recording = join(hall.dataDir, 'recordings', hearingId);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(recording, 'manifest.json'), 'utf8')));
  expect(manifest.tracks).toContainEqual(expect.objectContaining({ captureId: 'remote-phone', kind: 'audio', label: 'Образцова Проба Тестовна' }));
  const gaps = manifest.gaps.filter(({ captureId }) => captureId === 'remote-phone');
  const wasAway = (gap: (typeof gaps)[number]) => gap.fromMs < away.untilMs && (gap.toMs ?? Infinity) > away.fromMs;
  const stoodStill = await holes();
  expect(gaps.filter((gap) => !wasAway(gap) && !stoodStill.some((atMs) => Math.abs(atMs - (gap.toMs ?? 0)) < 2000))).toEqual([]);
  expect(gaps.filter(wasAway).length).toBeGreaterThan(0);
  const own = manifest.segments.filter(({ captureId }) => captureId === 'remote-phone').toSorted((a, b) => a.startMs - b.startMs);
  expect(own.every(({ state }) => state === 'verified')).toBe(true);
  const stretches = await stretchesOf(recording, own);
  expect(stretches.length - 1 - gaps.length, 'seams that are too short for a gap').toBeLessThanOrEqual(stoodStill.length);
  for (const stretch of stretches.filter(({ length }) => length > 4 * compareHz)) expectSpoken(source, stretch);
});
