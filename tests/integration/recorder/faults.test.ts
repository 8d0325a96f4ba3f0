import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { err, ok } from '#shared/domain/result.ts';
import { appError } from '#shared/domain/errors.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { identify, isAlive, runToEnd, signal } from '#main/process/runner.ts';
import { writersIn } from '#main/process/writers.ts';
import type { RecorderDeps } from '#main/recorder/captureRecorder.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { pause, recordingBench, smallHall } from './bench.ts';

let bench: Awaited<ReturnType<typeof recordingBench>>;
afterEach(() => bench.clean());

const oneCamera: Hall = { ...smallHall, cameras: smallHall.cameras.slice(0, 1), microphones: [] };
const onlySound: Hall = { ...smallHall, cameras: [] };

test('asking twice changes nothing; a preview gives its devices to the recording and takes them back', async () => {
  bench = await recordingBench();
  const { recorder, levels } = bench.recorder();
  await recorder.want({ mode: 'preview', hall: smallHall });
  await until(() => recorder.status().captures.every((c) => c.state === 'running') && levels.length > 0);
  const previewing = recorder.status();
  expect(previewing.mode).toBe('preview');
  const wish = bench.record(Date.now());
  const [first] = await Promise.all([recorder.want(wish), recorder.want(wish)]);
  const recording = recorder.status().captures.map((c) => c.pid);
  expect(await recorder.want(wish)).toEqual(first);
  expect(recorder.status().captures.map((c) => c.pid)).toEqual(recording);
  expect(previewing.captures.every((c) => !isAlive(identify(c.pid ?? 0)))).toBe(true);
  await recorder.want({ mode: 'preview', hall: smallHall });
  expect(recorder.status().mode).toBe('preview');
  expect((await bench.rowsOf('cam1')).length).toBeGreaterThan(0);
});

test('a capture that is alive and writes nothing is ended and started again', async () => {
  bench = await recordingBench();
  const { recorder, facts } = bench.recorder();
  await recorder.want(bench.record(Date.now(), oneCamera));
  const frozen = identify(recorder.status().captures[0]?.pid ?? 0);
  process.kill(frozen.pid, 'SIGSTOP');
  await until(() => facts.some((f) => f.type === 'captureResumed'));
  expect(isAlive(frozen)).toBe(false);
  expect(facts.find((f) => f.type === 'captureLost')).toMatchObject({ cause: 'no new media for 3 s although the process was alive' });
});

/** What it does not deliver at once, it never delivers: a camera on a cable. */
const withoutMemory: RecorderDeps['syntheticSources']['camera'] = (_, { widthPx, heightPx, fps }) =>
  ['-f', 'lavfi', '-i', `testsrc2=s=${widthPx}x${heightPx}:r=${fps},realtime=limit=0.2,settb=1/1000,setpts='floor(time(0)*1000)'`];

test('a picture that is not there for a moment, too short for anybody to see it, is found in its file and told with its end', async () => {
  bench = await recordingBench({ syntheticSources: { camera: withoutMemory, microphone: () => [] } });
  const { recorder, facts } = bench.recorder();
  await recorder.want(bench.record(Date.now(), oneCamera));
  const { pid } = recorder.status().captures[0] ?? {};
  const stoppedAtMs = Date.now();
  process.kill(pid ?? 0, 'SIGSTOP');
  await pause(1000);
  process.kill(pid ?? 0, 'SIGCONT');
  const wentOnAtMs = Date.now();
  await until(() => facts.some((f) => f.type === 'captureResumed'));
  const [lost, resumed] = [facts.find((f) => f.type === 'captureLost'), facts.find((f) => f.type === 'captureResumed')];
  expect(lost).toMatchObject({ captureId: 'cam1', cause: 'no pictures came for a moment' });
  expect(resumed).toMatchObject({ captureId: 'cam1' });
  expect(Math.abs((lost?.fromMs ?? 0) - stoppedAtMs)).toBeLessThan(300);
  expect(Math.abs((resumed?.atMs ?? 0) - wentOnAtMs)).toBeLessThan(300);
  expect(recorder.status().captures[0]).toMatchObject({ pid, restarts: 0 });
});

test('a camera that cannot be reached is missing in the report; the others record', async () => {
  bench = await recordingBench();
  const { recorder } = bench.recorder();
  const away: Hall = { ...oneCamera, cameras: [...oneCamera.cameras, { id: 'away', label: 'away', source: { type: 'rtsp', url: 'rtsp://user:word@127.0.0.1:9/x' }, widthPx: 320, heightPx: 180, fps: 25 }] };
  const started = await recorder.want(bench.record(Date.now(), away));
  if (!started.ok) throw new Error(started.error.detail);
  expect(started.value.missing.map((m) => m.captureId)).toEqual(['away']);
  expect(started.value.missing[0]?.cause).toMatch(/^the device cannot be reached over the network \((?!.*word)/);
  expect(started.value.mediaFromMs).not.toBeNull();
  expect(recorder.status().captures.map((c) => c.state)).toEqual(['running', 'lost']);
});

test('what is known to be missing is not waited for again, and another wish ends the waiting', async () => {
  bench = await recordingBench();
  const { recorder } = bench.recorder();
  const away: Hall = { ...oneCamera, cameras: [{ id: 'away', label: 'away', source: { type: 'rtsp', url: 'rtsp://127.0.0.1:9/x' }, widthPx: 320, heightPx: 180, fps: 25 }] };
  const wish = bench.record(Date.now(), away);
  const tookMs = async (wanted: Promise<unknown>) => {
    const begunMs = Date.now();
    await wanted;
    return Date.now() - begunMs;
  };
  const starting = recorder.want(wish);
  await pause(500);
  expect(await tookMs(recorder.want({ mode: 'off' }))).toBeLessThan(2500);
  expect(await starting).toEqual({ ok: true, value: { mediaFromMs: null, missing: [] } });
  expect(await tookMs(recorder.want(wish))).toBeGreaterThan(5000);
  const again = recorder.want(wish);
  expect(await tookMs(again)).toBeLessThan(500);
  expect(await again).toMatchObject({ ok: true, value: { missing: [{ captureId: 'away' }] } });
});

test('a microphone that does not deliver is left out and told; the others record', async () => {
  bench = await recordingBench();
  const { recorder, levels } = bench.recorder();
  const deaf: Hall = { ...onlySound, microphones: [...onlySound.microphones, { id: 'deaf', label: 'deaf', source: { type: 'pulse', device: 'none', server: '/nowhere' } }] };
  const started = await recorder.want(bench.record(Date.now(), deaf));
  expect(started.ok && started.value.missing).toMatchObject([{ captureId: 'deaf' }]);
  const joint = () => recorder.status().captures.find((c) => c.captureId === 'audio');
  await until(() => joint()?.state === 'running');
  expect(joint()).toMatchObject({ absentDeviceIds: ['deaf'] });
  expect(recorder.status().captures.map((c) => [c.captureId, c.state])).toContainEqual(['sound-deaf', 'lost']);
  await until(() => (levels.at(-1)?.microphones.length ?? 0) === 2);
  expect(levels.at(-1)?.microphones.map((m) => m.id).toSorted()).toEqual(['mic1', 'mic2']);
});

test('a file that does not decode is damaged, and says why', async () => {
  bench = await recordingBench({ check: async (files) => ok(files.map((f) => (f.path.endsWith('00000.mkv') ? 'half a frame' : null))) });
  const { recorder, facts } = bench.recorder();
  await recorder.want(bench.record(Date.now(), onlySound));
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');
  expect(facts.find((f) => f.type === 'segmentDamaged')).toMatchObject({ row: { index: 0, state: 'damaged', problem: 'half a frame' } });
  expect(recorder.status()).toMatchObject({ segmentsDamaged: 3 }); // each of the three captures' first
});

test('without a check a file stays unread, is told, and nobody waits for ever', async () => {
  bench = await recordingBench({ check: async () => err(appError('recorder.ffmpeg_missing')) });
  const { recorder, facts } = bench.recorder();
  await recorder.want(bench.record(Date.now(), onlySound));
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');
  expect(facts.filter((f) => f.type === 'fault')).toContainEqual({ type: 'fault', hearingId: 'h1', error: { code: 'recorder.ffmpeg_missing' } });
  expect((await bench.rowsOf('audio')).every((row) => row.state === 'closed')).toBe(true);
});

test('a row that could not be written is written later, and the fault is told', async () => {
  bench = await recordingBench();
  const { recorder, facts } = bench.recorder();
  const write = bench.segments.upsert;
  bench.segments.upsert = () => Promise.reject(new Error('disk I/O error'));
  await recorder.want(bench.record(Date.now(), onlySound));
  await until(() => facts.some((f) => f.type === 'fault'));
  expect(facts.find((f) => f.type === 'fault')).toMatchObject({ error: { code: 'store.unavailable' } });
  bench.segments.upsert = write;
  await pause(2500); // a file is 2 s long, and the fault may be that of a first one that was cut at once
  await recorder.want({ mode: 'off' });
  const rows = await bench.rowsOf('audio');
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
  expect(rows.length).toBeGreaterThan(1);
});

test('without ffmpeg every capture is missing at once, the fault is told, and all record when it is there', async () => {
  const ffmpegPath = join(await mkdtemp(join(tmpdir(), 'ffmpeg-')), 'ffmpeg');
  bench = await recordingBench({ ffmpegPath });
  const { recorder, facts } = bench.recorder();
  const started = await recorder.want(bench.record(Date.now()));
  if (!started.ok) throw new Error(started.error.detail);
  expect(started.value.mediaFromMs).toBeNull();
  expect(started.value.missing.map((m) => m.captureId)).toEqual(['mic1', 'mic2', 'cam1', 'cam2']);
  expect(started.value.missing.every((m) => m.cause.includes(ffmpegPath))).toBe(true);
  expect(facts).toEqual([{ type: 'fault', hearingId: 'h1', error: { code: 'recorder.ffmpeg_missing', detail: expect.stringContaining(ffmpegPath) } }]);
  expect(recorder.status().captures.map((c) => c.state)).toEqual(Array.from({ length: 5 }, () => 'lost'));
  const found = await runToEnd('which', ['ffmpeg'], { timeoutMs: 2000 });
  await symlink(found.ok ? found.value.stdout.toString().trim() : '', ffmpegPath);
  await until(() => facts.filter((f) => f.type === 'captureResumed').length === 4);
  await rm(dirname(ffmpegPath), { recursive: true });
});

test('a recording that has no place is told as missing, not as recorded', async () => {
  bench = await recordingBench({ recordingsRoot: '/dev/null/no-such-disk' });
  const { recorder } = bench.recorder();
  const started = await recorder.want(bench.record(Date.now(), oneCamera));
  expect(started).toMatchObject({ ok: true, value: { mediaFromMs: null, missing: [{ captureId: 'cam1', cause: expect.stringContaining('ENOTDIR'), mediaUntilMs: null }] } });
});

test('a capture that is being started again when it is to stop has stopped', async () => {
  let atPush = () => {};
  bench = await recordingBench({ edge: { pushUrl: async () => { atPush(); return null; }, pullUrl: async () => null } });
  const { recorder } = bench.recorder();
  await recorder.want(bench.record(Date.now(), oneCamera));
  const stopped = new Promise((resolve) => { atPush = () => resolve(recorder.want({ mode: 'off' })); }); // just before the next process
  signal(identify(recorder.status().captures[0]?.pid ?? 0), 'SIGKILL');
  await stopped;
  expect(writersIn(join(bench.dir, 'state', 'captures'))).toEqual([]);
});

test('a recording is over when every file has its row; another wish does not wait for that', async () => {
  bench = await recordingBench();
  const { recorder } = bench.recorder();
  const { upsert } = bench.segments;
  await recorder.want(bench.record(Date.now(), onlySound));
  bench.segments.upsert = () => Promise.reject(new Error('disk I/O error'));
  let isOver = false;
  const first = recorder.want({ mode: 'off' });
  await pause(1500);
  const second = recorder.want({ mode: 'preview', hall: onlySound });
  expect(await first).toMatchObject({ ok: false, error: { code: 'store.unavailable' } });
  expect(await second).toMatchObject({ ok: true });
  const over = recorder.want({ mode: 'off' }).then((done) => { isOver = true; return done; });
  await pause(2500);
  expect(isOver).toBe(false);
  bench.segments.upsert = upsert;
  expect(await over).toMatchObject({ ok: true });
  expect((await bench.rowsOf('audio')).map((row) => row.index)).toContain(0);
});

test('a file that could not be entered before its capture died is entered later', async () => {
  bench = await recordingBench();
  const { recorder, facts } = bench.recorder();
  const { upsert } = bench.segments;
  bench.segments.upsert = () => Promise.reject(new Error('disk I/O error'));
  await recorder.want(bench.record(Date.now(), oneCamera));
  signal(identify(recorder.status().captures[0]?.pid ?? 0), 'SIGKILL');
  await until(() => facts.some((f) => f.type === 'captureResumed'));
  bench.segments.upsert = upsert;
  await recorder.want({ mode: 'off' });
  const rows = await bench.rowsOf('cam1');
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
  expect(rows.filter((row) => row.tail)).toHaveLength(1);
});

/** A picture that nothing can compress: one key frame is far longer than 128 KiB. */
const noise: RecorderDeps['syntheticSources']['camera'] = (_, { widthPx, heightPx, fps }) =>
  ['-f', 'lavfi', '-i', `testsrc2=s=${widthPx}x${heightPx}:r=${fps},noise=alls=100:allf=t,realtime,settb=1/1000,setpts='floor(time(0)*1000)'`];

test('a rich picture comes up, goes on, and its loss is told to the moment', async () => {
  bench = await recordingBench({ syntheticSources: { camera: noise, microphone: () => [] }, segmentMs: 10_000 });
  const { recorder, facts } = bench.recorder();
  const rich: Hall = { ...oneCamera, cameras: oneCamera.cameras.map((camera) => ({ ...camera, widthPx: 1920, heightPx: 1080, fps: 5 })) };
  const started = await recorder.want(bench.record(Date.now(), rich));
  expect(started.ok && started.value.missing).toEqual([]);
  await pause(12_000);
  expect(recorder.status().captures).toMatchObject([{ state: 'running', restarts: 0 }]);
  expect(facts.filter((f) => f.type === 'captureLost')).toEqual([]);
  const killedMs = Date.now();
  signal(identify(recorder.status().captures[0]?.pid ?? 0), 'SIGKILL');
  await until(() => facts.some((f) => f.type === 'captureLost'));
  const lost = facts.find((f) => f.type === 'captureLost');
  expect(Math.abs((lost?.type === 'captureLost' ? lost.fromMs : 0) - killedMs)).toBeLessThan(1500);
  const [first] = await bench.rowsOf('cam1');
  expect((first?.bytes ?? 0) / ((first?.endMs ?? 0) - (first?.startMs ?? 0)) * 200).toBeGreaterThan(2 * 131_072); // a frame
});
