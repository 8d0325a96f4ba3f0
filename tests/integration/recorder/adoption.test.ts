import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { until } from '../../helpers/hurriedTime.ts';
import { clockOfCapture, longestStepMs } from '../../helpers/captureClock.ts';
import { ended, identify, isAlive, signal } from '#main/process/runner.ts';
import { longestHoleMs, pause, recordingBench } from './bench.ts';

let bench: Awaited<ReturnType<typeof recordingBench>>;
afterEach(() => bench.clean());

const pids = (recorder: { status(): { captures: { captureId: string; pid: number | null }[] } }) =>
  Object.fromEntries(recorder.status().captures.map((c) => [c.captureId, c.pid]));

test('the next console takes over what runs: same processes, no hole, levels again', async () => {
  bench = await recordingBench();
  const first = bench.recorder();
  const zeroUtcMs = Date.now();
  await first.recorder.want(bench.record(zeroUtcMs));
  await pause(1000);
  const before = pids(first.recorder);
  await first.recorder.detach();
  await pause(3000);

  const second = bench.recorder();
  expect(await second.recorder.adopt()).toEqual({ hearingId: 'h1', runId: 'run-001' });
  const again = await second.recorder.want(bench.record(zeroUtcMs));
  expect(pids(second.recorder)).toEqual(before);
  expect(again.ok && again.value.missing).toEqual([]);
  await until(() => second.levels.length > 0);
  await pause(1500);
  await second.recorder.want({ mode: 'off' });
  await second.recorder.settle('h1');

  for (const captureId of ['audio', 'cam1', 'cam2']) {
    const rows = await bench.rowsOf(captureId);
    expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
    expect(rows.every((row) => row.state === 'verified')).toBe(true);
    expect(longestHoleMs(rows)).toBeLessThanOrEqual(80);
  }
  expect(longestStepMs(await clockOfCapture(bench.captureDir('cam1')))).toBeLessThanOrEqual(120);
  expect(second.facts.filter((f) => f.type === 'captureLost')).toEqual([]);
});

test('what died while nobody watched is told, its last file kept, and it records again', async () => {
  bench = await recordingBench();
  const first = bench.recorder();
  const zeroUtcMs = Date.now();
  await first.recorder.want(bench.record(zeroUtcMs));
  await pause(1000);
  const victim = identify(pids(first.recorder)['cam2'] ?? 0);
  await first.recorder.detach();
  signal(victim, 'SIGKILL');
  await ended(victim, 2000);
  await writeFile(join(bench.dir, 'state', 'captures', 'nonsense.json'), '{"version":7}');

  const second = bench.recorder();
  expect(await second.recorder.adopt()).toEqual({ hearingId: 'h1', runId: 'run-001' });
  const lostAt = () => second.facts.findIndex((f) => f.type === 'captureLost');
  await until(() => lostAt() >= 0 && second.facts.slice(lostAt()).some((f) => f.type === 'captureResumed' && f.captureId === 'cam2'));
  expect(second.facts[lostAt()]).toMatchObject({ captureId: 'cam2' });
  expect(second.facts.find((f) => f.type === 'fault')).toMatchObject({ error: { code: 'internal.unexpected' } });
  await second.recorder.want({ mode: 'off' });
  const rows = await bench.rowsOf('cam2');
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
  expect(rows.filter((row) => row.tail)).toHaveLength(1);
  expect(rows.at(-1)?.tail).toBe(false);
});

test('state files of a version that did not tell the boot are read, and what runs is taken over', async () => {
  bench = await recordingBench();
  const first = bench.recorder();
  const zeroUtcMs = Date.now();
  await first.recorder.want(bench.record(zeroUtcMs));
  const before = pids(first.recorder);
  await first.recorder.detach();
  const dir = join(bench.dir, 'state', 'captures');
  for (const name of (await readdir(dir)).filter((n) => n.endsWith('.json'))) {
    const text = await readFile(join(dir, name), 'utf8');
    const older = text.replace(/,"bootId":"[^"]*","monotonicMs":[\d.]+/, '');
    expect(older).not.toBe(text);
    await writeFile(join(dir, name), older);
  }
  const second = bench.recorder();
  expect(await second.recorder.adopt()).toEqual({ hearingId: 'h1', runId: 'run-001' });
  expect(pids(second.recorder)).toEqual(before);
  expect(second.facts.filter((f) => f.type === 'captureLost')).toEqual([]);
});

test('a process that no state file tells of is ended before another writes beside it, and its files are kept', async () => {
  bench = await recordingBench();
  const first = bench.recorder();
  const zeroUtcMs = Date.now();
  await first.recorder.want(bench.record(zeroUtcMs));
  await pause(2500);
  const unknown = identify(pids(first.recorder)['cam1'] ?? 0);
  await first.recorder.detach();
  await rm(join(bench.dir, 'state', 'captures', 'cam1.json'));

  const second = bench.recorder();
  await second.recorder.adopt();
  expect(isAlive(unknown)).toBe(false);
  await second.recorder.want(bench.record(zeroUtcMs));
  expect(pids(second.recorder)['cam1']).not.toBe(unknown.pid);
  await second.recorder.want({ mode: 'off' });
  await second.recorder.settle('h1');
  const rows = await bench.rowsOf('cam1');
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
  expect(rows.every((row) => row.state === 'verified')).toBe(true);
  expect(rows[0]?.startMs).toBeLessThan(2000);
});

test('the next console goes on counting where the rows are, and knows when one was last read back', async () => {
  bench = await recordingBench();
  const first = bench.recorder();
  const zeroUtcMs = Date.now();
  await first.recorder.want(bench.record(zeroUtcMs));
  await until(async () => first.recorder.status().segmentsClosed >= 3);
  await first.recorder.settle('h1');
  await first.recorder.detach();
  const before = first.recorder.status();

  const second = bench.recorder();
  await second.recorder.adopt();
  const { lastVerifiedAtMs, segmentsVerified } = second.recorder.status();
  expect(lastVerifiedAtMs).toBe(before.lastVerifiedAtMs);
  expect(segmentsVerified).toBe(before.segmentsVerified);
  await second.recorder.want({ mode: 'off' });
  await second.recorder.settle('h1');
  const { length } = await bench.segments.of('h1');
  expect(second.recorder.status()).toMatchObject({ segmentsClosed: length, segmentsVerified: length, segmentsDamaged: 0 });
});

test('a file that had no row when its console ended is entered by the next one', async () => {
  bench = await recordingBench();
  const first = bench.recorder();
  const zeroUtcMs = Date.now();
  const { upsert } = bench.segments;
  bench.segments.upsert = (row) => (row.index === 0 ? Promise.reject(new Error('disk I/O error')) : upsert(row));
  await first.recorder.want(bench.record(zeroUtcMs));
  await until(() => first.facts.some((f) => f.type === 'fault'));
  const next = join(bench.captureDir('cam1'), '00001.mkv'); // killed at the cut itself there would be nothing in it to enter
  await until(async () => (await stat(next).then((file) => file.size, () => 0)) > 5000);
  const victim = identify(pids(first.recorder)['cam1'] ?? 0);
  signal(victim, 'SIGKILL');
  await until(() => first.facts.some((f) => f.type === 'captureResumed'));
  await first.recorder.detach();
  bench.segments.upsert = upsert;

  const second = bench.recorder();
  await second.recorder.adopt();
  await second.recorder.want({ mode: 'off' });
  const rows = await bench.rowsOf('cam1');
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
});

test('nothing runs: nothing is taken over', async () => {
  bench = await recordingBench();
  expect(await bench.recorder().recorder.adopt()).toBeNull();
});
