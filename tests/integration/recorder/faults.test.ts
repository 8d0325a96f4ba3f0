import { afterEach, expect, test } from 'vitest';
import { err, ok } from '#shared/domain/result.ts';
import { appError } from '#shared/domain/errors.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { identify, isAlive } from '#main/process/runner.ts';
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

test('a microphone that does not deliver is left out and told; the others record', async () => {
  bench = await recordingBench();
  const { recorder, facts, levels } = bench.recorder();
  const deaf: Hall = { ...onlySound, microphones: [...onlySound.microphones, { id: 'deaf', label: 'deaf', source: { type: 'pulse', device: 'none', server: '/nowhere' } }] };
  await recorder.want(bench.record(Date.now(), deaf));
  await until(() => facts.some((f) => f.type === 'captureLost' && f.captureId === 'deaf'));
  expect(recorder.status().captures).toMatchObject([{ state: 'running', absentDeviceIds: ['deaf'] }]);
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
  expect(recorder.status()).toMatchObject({ segmentsDamaged: 1 });
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
  await pause(1000);
  await recorder.want({ mode: 'off' });
  const rows = await bench.rowsOf('audio');
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
  expect(rows.length).toBeGreaterThan(1);
});

test('without ffmpeg the start is refused at once', async () => {
  bench = await recordingBench({ ffmpegPath: '/nowhere/ffmpeg' });
  const { recorder } = bench.recorder();
  const started = await recorder.want(bench.record(Date.now(), oneCamera));
  expect(started).toMatchObject({ ok: false, error: { code: 'recorder.ffmpeg_missing', detail: expect.stringContaining('/nowhere/ffmpeg') } });
});
