import { readdir, readFile, stat } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { join } from 'node:path';
import { clockOfCapture, longestStepMs } from '../../helpers/captureClock.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { identify, isAlive, runToEnd, signal } from '#main/process/runner.ts';
import type { RecorderDeps } from '#main/recorder/captureRecorder.ts';
import { writersIn } from '#main/process/writers.ts';
import { recordedOfTrackMs } from '#shared/domain/timeline.ts';
import { capturesOf } from '#shared/domain/tracks.ts';
import { longestHoleMs, pause, recordingBench, smallHall } from './bench.ts';

let bench: Awaited<ReturnType<typeof recordingBench>>;
afterEach(() => bench.clean());

const oneFrameMs = 40;
/** Sound goes on until what was heard before the end is on disk, for so long at most. */
const sectionEndMs = 400;

/** Linux has threads and the kernel's word for what other systems do in JavaScript. */
const systems: [name: string, change: Partial<RecorderDeps>][] = [['as here', {}], ['as elsewhere', { watch: null }]];

test.each(systems)('a recorded section is whole on every track, and each picture is where its clock says: %s', async (_, change) => {
  bench = await recordingBench(change);
  const { recorder, facts, levels } = bench.recorder();
  const zeroUtcMs = Date.now();
  const started = await recorder.want(bench.record(zeroUtcMs));
  if (!started.ok) throw new Error(started.error.detail);
  expect(started.value.missing).toEqual([]);
  const mediaFromMs = started.value.mediaFromMs ?? 0;
  await pause(5000);
  const status = recorder.status();
  const stopMs = Date.now();
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');

  expect(status.mode).toBe('record');
  expect(status.captures.map((c) => [c.captureId, c.state])).toEqual([['sound-mic1', 'running'], ['sound-mic2', 'running'], ['audio', 'running'], ['cam1', 'running'], ['cam2', 'running']]);
  for (const capture of status.captures) {
    expect(capture.startTookMs).toBeGreaterThan(0);
    expect(Math.abs((capture.mediaUntilMs ?? 0) - stopMs)).toBeLessThan(1500);
  }
  expect(levels.at(-1)?.microphones.map((m) => m.id).toSorted()).toEqual(['mic1', 'mic2']);
  expect(levels.at(-1)?.microphones[0]?.rmsDb).toBeCloseTo(-21, 0);

  for (const captureId of ['audio', 'sound-mic1', 'sound-mic2', 'cam1', 'cam2']) {
    const rows = await bench.rowsOf(captureId);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.every((row) => row.state === 'verified' && !row.tail)).toBe(true);
    expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
    // Every device has media from then on: a microphone in its own recording or in the joint one, whichever is there first.
    const firsts = captureId.startsWith('cam') ? rows : [...rows, ...(await bench.rowsOf('audio'))];
    if (captureId !== 'audio') expect(zeroUtcMs + Math.min(...firsts.map(({ startMs }) => startMs))).toBeLessThanOrEqual(mediaFromMs + 1);
    const lastMs = zeroUtcMs + (rows.at(-1)?.endMs ?? 0);
    expect(Math.abs(lastMs - stopMs)).toBeLessThanOrEqual(sectionEndMs);
    expect(longestHoleMs(rows)).toBeLessThanOrEqual(2 * oneFrameMs);
  }
  for (const captureId of ['cam1', 'cam2']) {
    const frames = await clockOfCapture(bench.captureDir(captureId));
    const errors = frames.map((f) => Math.abs(zeroUtcMs + f.ptsMs - f.clockMs));
    expect(Math.max(...errors)).toBeLessThanOrEqual(oneFrameMs);
    expect(longestStepMs(frames)).toBeLessThanOrEqual(3 * oneFrameMs);
  }
  expect(facts.filter((f) => f.type === 'captureLost' || f.type === 'fault')).toEqual([]);
});

test('microphones are tracks with their names, and a last one has them all', async () => {
  bench = await recordingBench();
  const { recorder } = bench.recorder();
  await recorder.want(bench.record(Date.now()));
  await recorder.want({ mode: 'off' });
  const probe = await runToEnd('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name,channels:stream_tags=title', '-of', 'csv=p=0', join(bench.captureDir('audio'), '00000.mkv')], { timeoutMs: 10_000 });
  expect(probe.ok && probe.value.stdout.toString().trim().split('\n')).toEqual(['opus,1,Микрофон 1', 'opus,1,Микрофон 2', 'opus,1,mix']);
});

test.each(systems)('a killed capture comes back in place, and the others have no hole: %s', async (_, change) => {
  bench = await recordingBench(change);
  const { recorder, facts } = bench.recorder();
  const zeroUtcMs = Date.now();
  await recorder.want(bench.record(zeroUtcMs));
  await pause(2500);
  const before = recorder.status().captures;
  const victim = before.find((c) => c.captureId === 'cam1')?.pid ?? 0;
  const killedMs = Date.now();
  signal(identify(victim), 'SIGKILL');
  await until(() => facts.some((f) => f.type === 'captureResumed'));
  await pause(2500);
  const after = recorder.status().captures;
  await recorder.want({ mode: 'off' });

  const [lost, resumed] = [facts.find((f) => f.type === 'captureLost'), facts.find((f) => f.type === 'captureResumed')];
  expect(lost).toMatchObject({ captureId: 'cam1', hearingId: 'h1', cause: 'the process was ended from outside, without a word' });
  if (lost?.type !== 'captureLost' || resumed?.type !== 'captureResumed') throw new Error('not told');
  expect(Math.abs(lost.fromMs - killedMs)).toBeLessThan(600);
  expect(resumed.atMs).toBeGreaterThan(lost.fromMs);
  expect(after.find((c) => c.captureId === 'cam1')?.restarts).toBe(1);
  for (const captureId of ['audio', 'sound-mic1', 'cam2']) {
    expect(after.find((c) => c.captureId === captureId)?.pid).toBe(before.find((c) => c.captureId === captureId)?.pid);
    expect(longestHoleMs(await bench.rowsOf(captureId))).toBeLessThanOrEqual(2 * oneFrameMs);
  }
  const rows = await bench.rowsOf('cam1');
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
  expect(rows.filter((row) => row.tail)).toHaveLength(1);
  const frames = await clockOfCapture(bench.captureDir('cam1'));
  expect(Math.max(...frames.map((f) => Math.abs(zeroUtcMs + f.ptsMs - f.clockMs)))).toBeLessThanOrEqual(oneFrameMs);
  expect(zeroUtcMs + (frames.at(-1)?.ptsMs ?? 0)).toBeGreaterThan(resumed.atMs);
});

test.each(['audio', 'sound-mic1'])('whichever recording of the sound is killed (%s), no sound is lost and nobody is told of a gap', async (captureId) => {
  bench = await recordingBench();
  const { recorder, facts } = bench.recorder();
  const wish = bench.record(Date.now(), { ...smallHall, cameras: [] });
  await recorder.want(wish);
  await until(() => recorder.status().captures.every((c) => c.state === 'running'));
  await pause(1500);
  const killed = identify(recorder.status().captures.find((c) => c.captureId === captureId)?.pid ?? 0);
  signal(killed, 'SIGKILL');
  await until(() => recorder.status().captures.some((c) => c.restarts === 1 && c.state === 'running'));
  await pause(1500);
  await recorder.want({ mode: 'off' });
  expect(isAlive(killed)).toBe(false);
  const rows = await bench.segments.of('h1');
  const track = { captureId: 'audio', copies: [{ captureId: 'sound-mic1', stream: 0 }] };
  const ofTrack = rows.filter((row) => capturesOf(track).includes(row.captureId));
  const spanMs = Math.max(...ofTrack.map((row) => row.endMs)) - Math.min(...ofTrack.map((row) => row.startMs));
  expect(spanMs - recordedOfTrackMs(ofTrack, track)).toBeLessThan(1);
  expect(longestHoleMs(await bench.rowsOf(captureId))).toBeGreaterThan(oneFrameMs);
  expect(facts.filter((f) => f.type === 'captureLost' || f.type === 'captureResumed')).toEqual([]);
});

test('where nothing is to be recorded, nothing is: no process, no growing file, and the lamp at the microphones is off', async () => {
  bench = await recordingBench();
  const { recorder } = bench.recorder();
  await recorder.adopt();
  const lamp = async (): Promise<boolean> => (JSON.parse(await readFile(join(bench.dir, 'state', 'microphones.json'), 'utf8')) as { open: boolean }).open;
  const sizes = async (): Promise<[string, number][]> => Promise.all((await readdir(join(bench.dir, 'h1'), { recursive: true })).map(async (name): Promise<[string, number]> => [name, (await stat(join(bench.dir, 'h1', name))).size]));
  await until(async () => !(await lamp()));
  await recorder.want(bench.record(Date.now()));
  await until(lamp);
  await pause(1000);
  await recorder.want({ mode: 'off' });
  const ended = await sizes();
  expect(writersIn(join(bench.dir, 'state', 'captures'))).toEqual([]);
  await until(async () => !(await lamp()));
  await pause(1000);
  expect(await sizes()).toEqual(ended);
});
