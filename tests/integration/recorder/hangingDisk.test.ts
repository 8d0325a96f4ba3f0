import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Log, RecorderFact, RecorderWish, SegmentRow } from '#main/app/ports/index.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { systemClock } from '#main/process/clock.ts';
import { runToEnd } from '#main/process/runner.ts';
import type { CaptureRecorder } from '#main/recorder/captureRecorder.ts';
import { ensureDemoVoices } from '#main/recorder/media/demoVoices.ts';
import { RecorderClient } from '#main/recorder/service/client.ts';
import { targetPreparer } from '#main/recorder/targets/prepare.ts';
import { clockOfCapture, longestStepMs } from '../../helpers/captureClock.ts';
import { ext4Disk, stoppingDisk, whyNoExt4Disk } from '../../helpers/ext4Disk.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { longestHoleMs, pause, recordingBench, smallHall } from './bench.ts';

const whyNot = await whyNoExt4Disk();
if (whyNot !== null) console.warn(`no disk can be made to hang here: ${whyNot}`);

const quiet: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
/** Two frames and the time in which a busy machine may hold one up; a hole that a disk makes is longer than a second. */
const noHoleMs = 200;
const toldWithinMs = 2000;
const smallest = { ...smallHall, cameras: smallHall.cameras.slice(0, 1), microphones: smallHall.microphones.slice(0, 1) };

/** What undoes the test, the last first: a disk that hangs answers before anybody is waited for. */
let undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.toReversed()) await step();
  undo = [];
});

/** How many threads of this process not even SIGKILL would end now. */
const heldThreads = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`).filter((task) => / D /.test(readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8').replace(/\(.*\)/, ''))).length;

async function toldAfterMs(state: () => string | undefined): Promise<number> {
  const hungAtMs = performance.now();
  await until(() => state() === 'hanging');
  return performance.now() - hungAtMs;
}

/** Files of these rows that are not on both disks with the bytes that were recorded. */
async function different(rows: readonly SegmentRow[], first: string, second: string): Promise<string[]> {
  const compared = await Promise.all(rows.map(async ({ path }) => {
    const [a, b] = await Promise.all([first, second].map((root) => readFile(join(root, 'h1', path)).catch(() => Buffer.alloc(0))));
    return a && b && a.length > 0 && a.equals(b) ? [] : [`${path}: ${a?.length} and ${b?.length} bytes`];
  }));
  return compared.flat();
}

test.skipIf(whyNot !== null)('the drive under the second folder stops for longer than a file: nothing is missing on the first, and it has everything again afterwards', { timeout: 120_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'recorder-'));
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
  const disk = await stoppingDisk();
  undo.push(disk.remove);
  expect((await ensureDemoVoices(join(dataDir, 'demo-voices'), runToEnd)).ok).toBe(true);
  const client = new RecorderClient({ stateDir: join(dataDir, 'state'), version: packageJson.version, log: quiet, clock: systemClock, command: { file: process.execPath, args: [resolve('src-main/entries/recorder.ts')] } });
  const facts: RecorderFact[] = [];
  client.keepFacts(async (fact) => void facts.push(fact));
  expect(await client.start()).toMatchObject({ ok: true });
  undo.push(async () => {
    await client.want({ mode: 'off' });
    await client.stop();
  }, disk.answer);
  const first = join(dataDir, 'recordings');
  expect(await targetPreparer(first)(disk.root)).toMatchObject({ ok: true });
  client.useSecondTarget(disk.root);
  await until(() => client.status().targets.length === 2);

  const hall = { ...smallHall, microphones: [1, 2, 3, 4].map((n) => ({ id: `mic${n}`, label: `Микрофон ${n}`, source: { type: 'synthetic' as const, voice: n } })) };
  const wish: RecorderWish = { mode: 'record', hall, hearingId: 'h1', runId: 'run-001', zeroUtcMs: Date.now(), plannedBytes: 0 };
  expect(await client.want(wish)).toMatchObject({ ok: true, value: { missing: [] } });
  await until(() => client.status().captures.every((c) => c.state === 'running') && client.status().segmentsClosed > 0);
  const closedBefore = client.status().segmentsClosed;
  await disk.hang();
  const toldMs = await toldAfterMs(() => client.status().targets[1]?.state);
  await until(() => client.status().segmentsClosed >= closedBefore + 2 * client.status().captures.length); // two cuts that the second disk's writers miss
  console.info(`told after ${Math.round(toldMs)} ms; ${heldThreads(client.service().pid ?? 0)} of the recorder's threads are held by the disk`);
  expect(toldMs).toBeLessThan(toldWithinMs);
  expect(client.status().captures.map((c) => [c.captureId, c.state, c.restarts])).toEqual(client.status().captures.map((c) => [c.captureId, 'running', 0]));
  expect(client.status().targets).toMatchObject([{ state: 'ok', behindFiles: 0 }, { state: 'hanging' }]);
  expect(client.status().targets[1]?.behindFiles).toBeGreaterThan(0);

  await disk.answer();
  await until(() => client.status().targets[1]?.state === 'ok');
  await pause(3000);
  expect(await client.want({ mode: 'off' })).toMatchObject({ ok: true });
  await client.settle('h1');
  await until(() => client.status().targets.every((t) => t.behindFiles === 0));
  const rows = facts.flatMap((f) => (f.type === 'segmentVerified' ? [f.row] : []));
  expect(facts.filter((f) => f.type !== 'segmentClosed' && f.type !== 'segmentVerified' && f.type !== 'signal')).toEqual([]);
  expect(await different(rows, first, disk.root)).toEqual([]);
  for (const captureId of new Set(rows.map((row) => row.captureId))) expect(longestHoleMs(rows.filter((row) => row.captureId === captureId).toSorted((a, b) => a.index - b.index)), captureId).toBeLessThanOrEqual(80);
  for (const camera of hall.cameras) expect(longestStepMs(await clockOfCapture(join(first, 'h1', 'run-001', camera.id))), camera.id).toBeLessThanOrEqual(noHoleMs);
});

const stateOf = (recorder: CaptureRecorder): string[] => recorder.status().targets.map((t) => t.state);
const running = (recorder: CaptureRecorder): Promise<void> => until(() => recorder.status().captures.every((c) => c.state === 'running'));

test.skipIf(whyNot !== null).each(['second', 'first'] as const)('while the %s disk hangs a recording ends and another begins; the alarm stands, and all of it is put onto the disk that is back', async (which) => {
  const disk = await ext4Disk();
  undo.push(disk.remove);
  const good = await mkdtemp(join(tmpdir(), 'good-'));
  undo.push(() => rm(good, { recursive: true, force: true }));
  const [first, second, at] = which === 'first' ? [disk.root, good, 0] : [good, disk.root, 1];
  const bench = await recordingBench({ recordingsRoot: first });
  undo.push(bench.clean, disk.answer);
  const { recorder, facts } = bench.recorder();
  expect(await targetPreparer(first)(second)).toMatchObject({ ok: true });
  recorder.useSecondTarget(second);
  await recorder.adopt();
  await recorder.want(bench.record(Date.now(), smallest));
  await running(recorder);
  await pause(2500);
  await disk.hang();
  const toldMs = await toldAfterMs(() => stateOf(recorder)[at]);
  const stoppedAtMs = performance.now();
  expect(await recorder.want({ mode: 'off' })).toMatchObject({ ok: true });
  console.info(`told after ${Math.round(toldMs)} ms; off after ${Math.round(performance.now() - stoppedAtMs)} ms`);
  expect(toldMs).toBeLessThan(toldWithinMs);
  if (which === 'second') expect((await bench.segments.of('h1')).filter((row) => row.tail)).toEqual([]); // ffmpeg finishes the first disk's file first

  await recorder.want({ ...bench.record(Date.now(), smallest), runId: 'run-002' } as RecorderWish);
  await running(recorder);
  await pause(2500);
  expect(stateOf(recorder)[at]).toBe('hanging');
  await disk.answer();
  await until(() => stateOf(recorder)[at] === 'ok');
  expect(await recorder.want({ mode: 'off' })).toMatchObject({ ok: true });
  await recorder.settle('h1');
  await until(() => recorder.status().targets.every((t) => t.behindFiles === 0));
  const rows = await bench.segments.of('h1');
  expect(new Set(rows.map((row) => `${row.runId} ${row.captureId} ${row.state}`))).toEqual(new Set(['run-001', 'run-002'].flatMap((runId) => ['audio', 'cam1', 'sound-mic1'].map((id) => `${runId} ${id} verified`))));
  for (const of of new Set(rows.map((row) => `${row.runId}/${row.captureId}`))) expect(longestHoleMs(rows.filter((row) => row.path.startsWith(`${of}/`))), of).toBeLessThanOrEqual(80);
  expect(await different(rows, first, second)).toEqual([]);
  expect(facts.filter((f) => f.type === 'captureLost' || f.type === 'fault')).toEqual([]);
});

test.skipIf(whyNot !== null)('the only disk hangs for five seconds: the gap is told with its cause, recording goes on by itself, and every file plays', async () => {
  const disk = await ext4Disk();
  undo.push(disk.remove);
  const bench = await recordingBench({ recordingsRoot: disk.root });
  undo.push(bench.clean, disk.answer);
  const { recorder, facts } = bench.recorder();
  await recorder.adopt();
  const zeroUtcMs = Date.now();
  await recorder.want(bench.record(zeroUtcMs, smallest));
  await running(recorder);
  await pause(2500);
  await disk.hang();
  const toldMs = await toldAfterMs(() => stateOf(recorder)[0]);
  await pause(5000);
  await disk.answer();
  const resumed = (): string[] => facts.flatMap((f) => (f.type === 'captureResumed' ? [f.captureId] : [])).toSorted();
  await until(() => resumed().length === 2);
  await running(recorder);
  await pause(2500);
  expect(await recorder.want({ mode: 'off' })).toMatchObject({ ok: true });
  await recorder.settle('h1');

  expect(toldMs).toBeLessThan(toldWithinMs);
  const gaps = facts.flatMap((f) => (f.type === 'captureLost' ? [f] : []));
  const overMs = (deviceId: string): number => facts.flatMap((f) => (f.type === 'captureResumed' && f.captureId === deviceId ? [f.atMs] : [])).at(-1) ?? 0;
  console.info(`told after ${Math.round(toldMs)} ms; gaps ${gaps.map((g) => `${g.captureId} ${Math.round(overMs(g.captureId) - g.fromMs)} ms`).join(', ')}`);
  expect(gaps.map((g) => `${g.captureId}: ${g.cause}`).toSorted()).toEqual(['cam1: the disk does not answer', 'mic1: the disk does not answer']);
  expect(resumed()).toEqual(['cam1', 'mic1']);
  for (const captureId of ['audio', 'cam1', 'sound-mic1']) {
    const rows = await bench.rowsOf(captureId);
    expect(rows.every((row) => row.state === 'verified'), captureId).toBe(true);
    const holes = rows.slice(1).filter((row, i) => row.startMs - (rows[i]?.endMs ?? 0) > 80);
    expect(holes.length, captureId).toBe(1); // the one that was told
    expect(rows.filter((row) => row.tail).length, captureId).toBe(1);
  }
});
