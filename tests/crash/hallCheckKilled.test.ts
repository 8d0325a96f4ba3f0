import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Operator } from '#main/cli/demo/operator.ts';
import { isTrial } from '#shared/domain/readiness/trialName.ts';
import { endLeftovers, leftovers, startBuiltConsole, type RunningConsole } from '../helpers/console.ts';
import { exampleSchedule } from '../fakes/schedule.ts';

let dataDir: string;
let running: RunningConsole | null = null;

beforeEach(async () => { dataDir = await mkdtemp(join(tmpdir(), 'check-killed-')); });
afterEach(async () => {
  await running?.stop();
  await endLeftovers(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** Recorder and live pictures: they outlive the console. */
const services = 2;

const recordings = () => readdir(join(dataDir, 'recordings')).catch(() => []);
const trials = async () => (await recordings()).filter(isTrial);
const media = async () => (await Promise.all((await trials()).map((name) => readdir(join(dataDir, 'recordings', name), { recursive: true })))).flat().filter((name) => name.endsWith('.mkv'));

/** A console in the middle of a check: what is said in the hall is already on the disk. */
async function inACheck(): Promise<{ console: RunningConsole; hearingId: string }> {
  const console = await startBuiltConsole(dataDir);
  running = console;
  const secretary = await Operator.signIn(console.url, 'secretary');
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
  await secretary.do('hearing.open', { hearingId });
  await secretary.do('hearing.close', { hearingId });
  await expect.poll(async () => (await secretary.do('hearing.get', { hearingId })).hearing.phase.name, { timeout: 60_000 }).toBe('sealed'); // the hall is free again
  const next = await secretary.do('schedule.add', { schedule: exampleSchedule({ caseNumber: 'ДЕМО-2', startsAtMs: Date.now() }) });
  void secretary.do('readiness.check', { hearingId: next.hearingId }).catch(() => undefined); // it ends with its console
  await expect.poll(media, { timeout: 30_000 }).not.toEqual([]);
  await expect.poll(async () => (await leftovers(dataDir)).length, { timeout: 10_000 }).toBeGreaterThan(services); // a capture is written down when it has begun
  return { console, hearingId };
}

test('kill -9 in the middle of a hall check: the next start ends the trial and removes what it recorded, and nothing else', async () => {
  const { console, hearingId } = await inACheck();
  const before = (await leftovers(dataDir)).length;
  await console.kill9();
  expect(await media()).not.toEqual([]);
  running = await startBuiltConsole(dataDir);
  await expect.poll(trials, { timeout: 60_000 }).toEqual([]);
  expect(await recordings()).toContain(hearingId);
  expect((await leftovers(dataDir)).length).toBeLessThan(before); // its captures have ended with it
  const secretary = await Operator.signIn(running.url, 'secretary');
  expect((await secretary.do('hearing.get', { hearingId })).hearing.gaps).toEqual([]);
});

test('a console that is stopped in the middle of a hall check leaves nothing of it, nor anybody who listens', async () => {
  const { console } = await inACheck();
  await console.stop();
  expect(await trials()).toEqual([]);
  expect(await leftovers(dataDir)).toEqual([]);
});
