import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecorderFact, SegmentRow } from '#main/app/ports/index.ts';
import { runToEnd } from '#main/process/runner.ts';
import type { CaptureRecorder } from '#main/recorder/captureRecorder.ts';
import { targetPreparer } from '#main/recorder/targets/prepare.ts';
import { ext4Disk, runOk } from '../../helpers/ext4Disk.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { longestHoleMs, pause, recordingBench, smallHall } from './bench.ts';

/** One camera and one microphone, on two targets; the second is a disk of its own where we may mount one. */
const hall = { ...smallHall, cameras: smallHall.cameras.slice(0, 1), microphones: smallHall.microphones.slice(0, 1) };
const captureIds = ['audio', 'sound-mic1', 'cam1'];
const isRoot = process.getuid?.() === 0;

let bench: Awaited<ReturnType<typeof recordingBench>>;
let second: string;

beforeEach(async () => {
  bench = await recordingBench();
  second = await mkdtemp(join(tmpdir(), 'second 100% [disk] : '));
  if (isRoot) await runOk('mount', '-t', 'tmpfs', '-o', 'size=400m', 'second', second);
});
afterEach(async () => {
  await bench.clean();
  if (isRoot) await runToEnd('umount', ['-l', second], { timeoutMs: 10_000 });
  await rm(second, { recursive: true, force: true });
});

async function recording() {
  const { recorder, facts } = bench.recorder();
  expect(await targetPreparer(bench.dir)(second)).toMatchObject({ ok: true });
  recorder.useSecondTarget(second);
  await recorder.adopt();
  const started = await recorder.want(bench.record(Date.now(), hall));
  expect(started.ok && started.value.missing).toEqual([]);
  await until(() => recorder.status().captures.every((c) => c.state === 'running'));
  return { recorder, facts };
}

const losses = (facts: RecorderFact[]): RecorderFact[] => facts.filter((f) => f.type === 'captureLost' || f.type === 'fault');
const stateOf = (recorder: CaptureRecorder): string[] => recorder.status().targets.map((t) => t.state);

/** Every file with a row lies on this target, byte for byte as it was recorded. */
async function missingOn(root: string): Promise<string[]> {
  const missing: string[] = [];
  for (const row of await bench.segments.of('h1')) {
    const [here, there] = await Promise.all([join(bench.dir, 'h1', row.path), join(root, 'h1', row.path)].map((path) => readFile(path).catch(() => null)));
    if (!here || !there || !here.equals(there)) missing.push(`${row.path}: ${here?.length ?? '–'} and ${there?.length ?? '–'} bytes`);
  }
  return missing;
}

async function ended({ recorder }: { recorder: CaptureRecorder }): Promise<void> {
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');
  for (const captureId of captureIds) {
    const rows = await bench.rowsOf(captureId);
    expect(rows.length).toBeGreaterThan(1);
    expect(longestHoleMs(rows), captureId).toBeLessThanOrEqual(80);
    expect(rows.every((row) => row.state === 'verified')).toBe(true);
  }
}

test('every file is on both targets, byte for byte', async () => {
  const { recorder, facts } = await recording();
  await pause(5000);
  await ended({ recorder });
  await until(() => recorder.status().targets.every((t) => t.behindFiles === 0));
  expect(await missingOn(second)).toEqual([]);
  for (const captureId of captureIds) expect((await readdir(join(second, 'h1', 'run-001', captureId))).filter((name) => !/^\d+\.mkv$/.test(name)), captureId).toEqual([]); // written twice, not copied
  expect(losses(facts)).toEqual([]);
});

test('a folder of the first target, or one that cannot be written, is no second target', async () => {
  expect(await targetPreparer(bench.dir)(join(bench.dir, 'inside'))).toMatchObject({ ok: false, error: { code: 'input.invalid', field: 'folder' } });
  await writeFile(join(bench.dir, 'a file'), '');
  expect(await targetPreparer(join(bench.dir, 'elsewhere'))(join(bench.dir, 'a file', 'below'))).toMatchObject({ ok: false, error: { code: 'recorder.target_unusable' } });
});

test('that both folders lie on one disk is told when the second is chosen, and from then on', async () => {
  const { recorder } = bench.recorder();
  await recorder.adopt();
  const isSame = (): (boolean | undefined)[] => recorder.status().targets.map((t) => t.sameDisk);
  const beside = await mkdtemp(join(tmpdir(), 'beside-'));
  try {
    expect(await targetPreparer(bench.dir)(beside)).toMatchObject({ ok: true, value: { sameDisk: true } });
    recorder.useSecondTarget(beside);
    await until(() => isSame()[1] === true);
    expect(isSame()).toEqual([false, true]);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  if (!isRoot) return;
  expect(await targetPreparer(bench.dir)(second)).toMatchObject({ ok: true, value: { sameDisk: false } });
  recorder.useSecondTarget(second);
  await until(() => recorder.status().targets[1]?.freeBytes !== null);
  expect(isSame()).toEqual([false, false]);
});

test.skipIf(!isRoot)('the second target fills up: told within 2 s, nothing is missing on the first, and it catches up when there is room', async () => {
  const { recorder, facts } = await recording();
  await pause(2500);
  await writeFile(join(second, 'filler'), '');
  await runToEnd('dd', ['if=/dev/zero', `of=${join(second, 'filler')}`, 'bs=1M'], { timeoutMs: 30_000 });
  const fullAtMs = Date.now();
  await until(() => stateOf(recorder)[1] === 'full');
  console.info(`told after ${Date.now() - fullAtMs} ms`);
  await pause(5000);
  expect(recorder.status().captures.every((c) => c.state === 'running' && c.restarts === 0)).toBe(true);
  expect(recorder.status().targets[1]?.behindFiles).toBeGreaterThan(0);
  await rm(join(second, 'filler'));
  await until(() => stateOf(recorder)[1] === 'ok');
  await ended({ recorder });
  await until(() => recorder.status().targets.every((t) => t.behindFiles === 0));
  expect(await missingOn(second)).toEqual([]);
  expect(losses(facts)).toEqual([]);
});

test.skipIf(!isRoot)('the second target is removed: told, nothing is missing on the first, and nothing is written where the disk is not', async () => {
  const { recorder, facts } = await recording();
  await pause(2500);
  await runOk('umount', '-l', second);
  const goneAtMs = Date.now();
  await until(() => stateOf(recorder)[1] === 'away');
  console.info(`told after ${Date.now() - goneAtMs} ms`);
  await pause(3000);
  expect(recorder.status().captures.every((c) => c.state === 'running' && c.restarts === 0)).toBe(true);
  await ended({ recorder });
  expect(await readdir(second)).toEqual([]);
  expect(losses(facts)).toEqual([]);
});

test.skipIf(!isRoot).each([['at once', 0], ['after the folder under it has been taken for it', 1500]])('the first target becomes read-only: everything goes on to the second, and all of it is put onto the disk that replaces it %s', async (_, emptyForMs) => {
  const disk = await ext4Disk();
  await bench.clean();
  bench = await recordingBench({ recordingsRoot: disk.root });
  try {
    const { recorder } = bench.recorder();
    await targetPreparer(disk.root)(second);
    recorder.useSecondTarget(second);
    await recorder.adopt();
    await recorder.want(bench.record(Date.now(), hall));
    await until(() => recorder.status().captures.every((c) => c.state === 'running'));
    await pause(2500);
    await disk.fail();
    const failedAtMs = Date.now();
    await until(() => stateOf(recorder)[0] === 'unwritable');
    console.info(`told after ${Date.now() - failedAtMs} ms`);
    await pause(4000);
    expect(recorder.status().captures.map((c) => [c.state, c.restarts])).toEqual(recorder.status().captures.map(() => ['running', 0]));
    await disk.replace(emptyForMs);
    await until(() => stateOf(recorder)[0] === 'ok');
    await ended({ recorder });
    const rows = await bench.segments.of('h1');
    const isThere = (root: string, row: SegmentRow): Promise<boolean> => stat(join(root, 'h1', row.path)).then(({ size }) => size === row.bytes, () => false);
    await until(async () => (await Promise.all(rows.flatMap((row) => [disk.root, second].map((root) => isThere(root, row))))).every(Boolean));
    await until(() => recorder.status().targets.every((t) => t.behindFiles === 0));
  } finally {
    await bench.clean();
    await disk.remove();
  }
});

test.skipIf(!isRoot)('the only target fills up: all that was written plays, and recording goes on by itself when there is room', async () => {
  await bench.clean();
  bench = await recordingBench({ recordingsRoot: second });
  const { recorder, facts } = bench.recorder();
  await recorder.adopt();
  await recorder.want(bench.record(Date.now(), hall));
  await until(() => recorder.status().captures.every((c) => c.state === 'running'));
  await pause(2500);
  await runToEnd('dd', ['if=/dev/zero', `of=${join(second, 'filler')}`, 'bs=1M'], { timeoutMs: 30_000 });
  const told = (type: 'captureLost' | 'captureResumed') => facts.filter((f) => f.type === type).map((f) => ('captureId' in f ? f.captureId : '')).toSorted();
  await until(() => recorder.status().captures.every((c) => c.state === 'lost') && told('captureLost').length === 2);
  expect(told('captureLost')).toEqual(['cam1', 'mic1']);
  await rm(join(second, 'filler'));
  await until(() => recorder.status().captures.every((c) => c.state === 'running'));
  await pause(1500);
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');
  expect(told('captureResumed')).toEqual(['cam1', 'mic1']);
  for (const captureId of captureIds) expect((await bench.rowsOf(captureId)).filter((row) => row.state !== 'verified').map(({ path, state, problem, tail }) => ({ path, state, problem, tail })), captureId).toEqual([]);
});

test('a byte that changes on one disk is found by reading it back, and put back from the other; what was there is kept', async () => {
  const { recorder, facts } = await recording();
  await until(async () => (await Promise.all(captureIds.map((id) => bench.rowsOf(id)))).every((rows) => rows.length > 0));
  const path = join(bench.dir, 'h1', 'run-001', 'cam1', '00000.mkv');
  await pause(500); // the mirror has looked at it
  const file = await open(path, 'r+');
  await file.write(Buffer.from('rot'), 0, 3, 5000);
  await file.close();
  await ended({ recorder });
  expect(facts.some((f) => f.type === 'fault' && f.error.detail?.includes('put back from the other'))).toBe(true);
  expect((await readdir(join(bench.dir, 'h1', 'run-001', 'cam1'))).filter((name) => name.includes('other'))).toEqual(['00000.mkv.other-1']);
  expect(await missingOn(second)).toEqual([]);
});

test('without another copy it is damaged, and says so', async () => {
  const { recorder, facts } = bench.recorder();
  await recorder.want(bench.record(Date.now(), hall));
  await until(async () => (await bench.rowsOf('cam1')).length > 0);
  const file = await open(join(bench.dir, 'h1', 'run-001', 'cam1', '00000.mkv'), 'r+');
  await file.write(Buffer.from('rot'), 0, 3, 5000);
  await file.close();
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');
  expect(facts.find((f) => f.type === 'segmentDamaged')).toMatchObject({ row: { captureId: 'cam1', index: 0, problem: 'the disk gives other bytes than were recorded' } });
});
