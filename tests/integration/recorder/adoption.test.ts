import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { until } from '../../helpers/hurriedTime.ts';
import { clockOfCapture, longestStepMs } from '../../helpers/captureClock.ts';
import { ended, identify, signal } from '#main/process/runner.ts';
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
  await until(() => second.facts.some((f) => f.type === 'captureResumed'));
  expect(second.facts.find((f) => f.type === 'captureLost')).toMatchObject({ captureId: 'cam2' });
  expect(second.facts.find((f) => f.type === 'fault')).toMatchObject({ error: { code: 'internal.unexpected' } });
  await second.recorder.want({ mode: 'off' });
  const rows = await bench.rowsOf('cam2');
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
  expect(rows.filter((row) => row.tail)).toHaveLength(1);
  expect(rows.at(-1)?.tail).toBe(false);
});

test('nothing runs: nothing is taken over', async () => {
  bench = await recordingBench();
  expect(await bench.recorder().recorder.adopt()).toBeNull();
});
