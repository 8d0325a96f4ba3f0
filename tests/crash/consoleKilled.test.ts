import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Operator } from '#main/cli/demo/operator.ts';
import { ConsoleClient } from '#main/cli/ctl/client.ts';
import type { ConsoleStatus } from '#shared/contract/status.ts';
import { clockOfCapture, longestStepMs } from '../helpers/captureClock.ts';
import { endLeftovers, startBuiltConsole, type RunningConsole } from '../helpers/console.ts';
import { exampleSchedule } from '../fakes/schedule.ts';

const kills = 4;
/** A restarted capture leaves a hole of a second and more; a frame that a busy machine skipped, far less. */
const holeMs = 500;

let dataDir: string;
let running: RunningConsole | null = null;

beforeEach(async () => { dataDir = await mkdtemp(join(tmpdir(), 'console-killed-')); });
afterEach(async () => {
  await running?.stop();
  await endLeftovers(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

const captures = async (url: string, token: string): Promise<ConsoleStatus['recorder']['captures']> => {
  const connected = await ConsoleClient.connect(url, null);
  if (!connected.ok) throw new Error('no console');
  await connected.value.call('session.resume', { token });
  const status = await new Promise<ConsoleStatus>((resolve) => {
    void connected.value.stream('status', {}, (item) => resolve(item as ConsoleStatus), new AbortController().signal);
  });
  connected.value.close();
  return status.recorder.captures;
};

test('kill -9 of the console while recording: same hearing, same captures, every mark, no hole in the picture', async () => {
  running = await startBuiltConsole(dataDir);
  let secretary = await Operator.signIn(running.url, 'secretary');
  const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
  await secretary.do('hearing.open', { hearingId });
  const pids = (await captures(running.url, secretary.token)).map((c) => [c.captureId, c.pid]);
  const kept: string[] = [];

  for (let kill = 0; kill < kills; kill++) {
    const markId = randomUUID();
    await secretary.do('hearing.addMark', { hearingId, markId, template: 'note', text: `before kill ${kill}`, pressedAgoMs: 0 });
    kept.push(markId);
    await sleep(500 + Math.random() * 3000);
    await running.kill9();
    await sleep(Math.random() * 2500);
    running = await startBuiltConsole(dataDir);
    secretary = await Operator.signIn(running.url, 'secretary');
    const { hearing } = await secretary.do('hearing.get', { hearingId });
    expect(hearing.phase.name).toBe('in_session');
    expect(hearing.marks.map((m) => m.markId)).toEqual(kept);
  }

  expect((await captures(running.url, secretary.token)).map((c) => [c.captureId, c.pid])).toEqual(pids);
  await sleep(2000);
  await secretary.do('hearing.close', { hearingId });
  const { dir } = await secretary.do('recording.info', { hearingId });
  let { hearing } = await secretary.do('hearing.get', { hearingId });
  for (let waited = 0; hearing.phase.name === 'closed' && waited < 60; waited++) {
    await sleep(500);
    ({ hearing } = await secretary.do('hearing.get', { hearingId }));
  }
  expect(hearing.phase.name).toBe('sealed');
  expect(hearing.gaps).toEqual([]);
  const readings = await clockOfCapture(join(dir, 'run-001', 'cam1'));
  expect(longestStepMs(readings)).toBeLessThan(holeMs);
  const [section] = hearing.sections;
  const lengthMs = (section?.endedAtMs ?? 0) - (section?.startedAtMs ?? 0);
  expect(Math.abs((readings.at(-1)?.clockMs ?? 0) - (section?.startedAtMs ?? 0) - lengthMs)).toBeLessThan(200);
});
