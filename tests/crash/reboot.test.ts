import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import { identify, isAlive, signal, type ProcessIdentity } from '#main/process/runner.ts';
import { capturePlan } from '#main/recorder/plan.ts';
import { verifyRecording } from '#main/recorder/media/verifyRecording.ts';
import { Afterwards } from '../bench/loss/afterwards.ts';
import { RecordedHearing, waitFor } from '../bench/loss/hearing.ts';
import { killAllIn } from '../bench/loss/processes.ts';

const picture = { widthPx: 640, heightPx: 360 };
const marks = 20;
const offMs = 3000;
const cause = 'the computer was switched off or restarted';

let dataDir: string;
let afterwards: Afterwards;
/** Started after the reboot by somebody else; by chance it has a pid that a process of ours had before. */
let innocent: ChildProcess;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reboot-'));
  afterwards = new Afterwards();
  afterwards.add(() => rm(dataDir, { recursive: true, force: true }));
  innocent = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(innocent, 'spawn');
});
afterEach(async () => {
  innocent.kill('SIGKILL');
  await afterwards.clean();
});

/** What stands in a file of the state, as if another boot had written it, in which this process had every pid. */
const asOfAnotherBoot = (text: string, { pid, startedAt }: ProcessIdentity): string =>
  text.replaceAll(/"bootId":"[^"]*"/g, '"bootId":"00000000-0000-4000-8000-000000000000"')
    .replaceAll(/"pid":\d+/g, `"pid":${pid}`)
    .replaceAll(/"startedAt":"\d+"/g, `"startedAt":"${startedAt}"`);

/** Names of the files that told of a boot. */
async function ageState(who: ProcessIdentity): Promise<string[]> {
  const names = [join(dataDir, 'console.lock'), ...(await readdir(join(dataDir, 'state'), { recursive: true })).filter((name) => name.endsWith('.json')).map((name) => join(dataDir, 'state', name))];
  const aged = await Promise.all(names.map(async (name) => {
    const text = await readFile(name, 'utf8');
    await writeFile(name, asOfAnotherBoot(text, who));
    return text.includes('"bootId"') ? [name.slice(dataDir.length + 1)] : [];
  }));
  return aged.flat().toSorted();
}

const running = (hearing: RecordedHearing) => async (): Promise<boolean> => {
  const { recorder } = await hearing.status();
  return recorder.captures.length > 0 && recorder.captures.every((capture) => capture.state === 'running');
};

/** The files that lie in the recording when everything has been killed. */
const filesIn = async (dir: string): Promise<string[]> => (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.mkv')).toSorted();

test('the computer is restarted in the middle of a hearing: the same hearing is recorded again by itself, and the gap says why', async () => {
  const before = await RecordedHearing.open(afterwards, dataDir, picture, demoHall.microphones);
  for (let i = 0; i < marks; i++) {
    await before.mark();
    await sleep(150);
  }
  await killAllIn(dataDir);
  const offAtMs = Date.now();
  const left = await filesIn(before.recordingDir);
  const who = identify(innocent.pid ?? 0);
  const captures = capturePlan(demoHall, 'record').map((capture) => capture.captureId);
  expect(await ageState(who)).toEqual(expect.arrayContaining(['console.lock', 'state/clock.json', 'state/media-edge.json', 'state/recorder.json', ...captures.map((id) => `state/captures/${id}.json`)]));
  await sleep(offMs);

  const onAtMs = Date.now();
  const after = new RecordedHearing(dataDir);
  after.hearingId = before.hearingId;
  await after.startConsole();
  expect(await after.look(before.marks)).toMatchObject({ phase: 'in_session', lostMarks: 0 });
  await waitFor('all captures', running(after));
  const { hearing } = await after.secretary.do('hearing.get', { hearingId: after.hearingId });
  expect(hearing.sections).toHaveLength(1);
  await waitFor('the end of every gap', async () => (await after.secretary.do('hearing.get', { hearingId: after.hearingId })).hearing.gaps.every((gap) => gap.toMs !== null));
  const { gaps } = (await after.secretary.do('hearing.get', { hearingId: after.hearingId })).hearing;
  expect(gaps.map((gap) => gap.captureId).toSorted()).toEqual(before.devices.map((device) => device.deviceId).toSorted());
  for (const gap of gaps) {
    expect(gap.cause).toBe(cause);
    expect(gap.fromMs).toBeGreaterThan(offAtMs - 1000);
    expect(gap.fromMs).toBeLessThan(offAtMs + 100);
    expect(gap.toMs).toBeGreaterThan(onAtMs);
  }

  await after.mark();
  await sleep(2000);
  await after.secretary.do('hearing.close', { hearingId: after.hearingId });
  await waitFor('the seal', async () => (await after.look([])).phase === 'sealed');
  const verified = await verifyRecording(after.recordingDir);
  expect(verified.ok && verified.value).toMatchObject({ whole: true, problems: [] });
  const manifest = await readFile(join(after.recordingDir, 'manifest.json'), 'utf8');
  for (const file of left) expect(manifest).toContain(file);
  expect((await filesIn(after.recordingDir)).length).toBeGreaterThan(left.length);
  expect(isAlive(who)).toBe(true);
  expect(signal(who, 'SIGTERM')).toBe(true);
});
