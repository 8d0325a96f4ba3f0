import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Camera, Hall } from '#shared/domain/hall.ts';
import type { RecorderFact } from '#main/app/ports/index.ts';
import type { CaptureRecorder } from '#main/recorder/captureRecorder.ts';
import { createMediaEdge } from '#main/media-edge/edge.ts';
import { edgeUrls } from '#main/media-edge/edgeUrls.ts';
import { systemClock } from '#main/process/clock.ts';
import { streamOutput, type Streaming } from '#main/process/runner.ts';
import { syntheticCameraInput } from '#main/recorder/media/syntheticSources.ts';
import { clockOfCapture } from '../../helpers/captureClock.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { longestHoleMs, pause, recordingBench, smallHall } from '../recorder/bench.ts';
import { needsFile, needsProgram } from './programs.ts';

let bench: Awaited<ReturnType<typeof recordingBench>>;
let devices: Streaming[] = [];
let afterwards: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await bench.clean();
  await Promise.all(devices.map(unplug));
  for (const each of afterwards) await each();
  [devices, afterwards] = [[], []];
});

const medianOf = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Infinity;
const silent = (): void => undefined;
const size = { widthPx: 320, heightPx: 180, fps: 25 };
const hallWith = (source: Camera['source']): Hall =>
  ({ ...smallHall, cameras: [{ id: 'door', label: 'Дверь', source, ...size }, ...smallHall.cameras.slice(0, 1)], microphones: smallHall.microphones.slice(0, 1) });

function device(program: string, args: string[]): Streaming {
  const running = streamOutput(program, args);
  devices.push(running);
  return running;
}

async function unplug(running: Streaming | undefined): Promise<void> {
  running?.kill();
  await running?.done;
}

const freePort = (): Promise<number> => new Promise((found) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => found(address !== null && typeof address === 'object' ? address.port : 0));
  });
});

/** Resolves when it can be asked for its picture. Its output is read to the end: with the pipe closed behind it, the camera ends. */
async function rtspCamera(port: number): Promise<Streaming> {
  const camera = device('/usr/bin/python3', [resolve('tests/helpers/rtspCamera.py'), String(port)]);
  const ready = new Promise<boolean>((tell) => {
    void (async () => {
      for await (const said of camera.stdout) if (Buffer.from(said).toString().includes('ready')) tell(true);
      tell(false);
    })();
  });
  if (await ready) return camera;
  const done = await camera.done;
  throw new Error(`The RTSP camera of this test did not start: ${done.ok ? done.value.stderr : String(done.error.detail)}`);
}

const rtmpCamera = (url: string): Streaming => device('ffmpeg', ['-nostdin', '-v', 'error', ...syntheticCameraInput(3, size),
  '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '25', '-flags', '+global_header', '-f', 'flv', url]);

const isAbout = (type: 'captureLost' | 'captureResumed') => (fact: RecorderFact): boolean => fact.type === type && fact.captureId === 'door';
const stateOf = (recorder: CaptureRecorder, captureId: string) => recorder.status().captures.find((c) => c.captureId === captureId);

/** Records, takes the camera away, gives it back: the hearing is told both, everybody else notices nothing, and all of it is whole. */
async function survivesUnplugging(recorder: CaptureRecorder, facts: RecorderFact[], camera: Streaming, plugIn: () => Promise<unknown>): Promise<void> {
  const before = recorder.status().captures;
  await pause(2500);
  const unpluggedMs = Date.now();
  await unplug(camera);
  await until(() => facts.some(isAbout('captureLost')));
  await plugIn();
  await until(() => facts.some(isAbout('captureResumed')));
  const back = stateOf(recorder, 'door');
  await until(() => (stateOf(recorder, 'door')?.mediaUntilMs ?? 0) > (back?.mediaUntilMs ?? 0) + 2000);
  const others = recorder.status().captures.filter((c) => c.captureId !== 'door');
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');

  const [lost, resumed] = [facts.find(isAbout('captureLost')), facts.find(isAbout('captureResumed'))];
  if (lost?.type !== 'captureLost' || resumed?.type !== 'captureResumed') throw new Error('not told');
  expect(Math.abs(lost.fromMs - unpluggedMs)).toBeLessThan(2000);
  expect(lost.cause).not.toBe('');
  expect(resumed.atMs).toBeGreaterThan(unpluggedMs);
  expect(facts.filter((f) => f.type === 'captureLost' && f.captureId !== 'door')).toEqual([]);
  for (const { captureId, pid } of others) {
    expect(pid).toBe(before.find((c) => c.captureId === captureId)?.pid);
    expect(longestHoleMs(await bench.rowsOf(captureId))).toBeLessThanOrEqual(80);
  }
  const rows = await bench.rowsOf('door');
  expect(rows.map((row) => row.state)).toEqual(rows.map(() => 'verified'));
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i));
  expect(longestHoleMs(rows)).toBeGreaterThanOrEqual(resumed.atMs - lost.fromMs - 500);
}

test('an IP camera (RTSP, H.264) records, is told when it dies, and comes back', async () => {
  await needsProgram('/usr/bin/python3', 'python3-gi');
  await needsFile('/usr/share/doc/gir1.2-gst-rtsp-server-1.0', 'gir1.2-gst-rtsp-server-1.0');
  bench = await recordingBench();
  const port = await freePort();
  const camera = await rtspCamera(port);
  const { recorder, facts } = bench.recorder();
  const started = await recorder.want(bench.record(Date.now(), hallWith({ type: 'rtsp', url: `rtsp://127.0.0.1:${port}/camera` })));
  if (!started.ok) throw new Error(started.error.detail);
  await until(() => stateOf(recorder, 'door')?.state === 'running');
  await survivesUnplugging(recorder, facts, camera, () => rtspCamera(port));
});

test('a camera that pushes RTMP into the console records, is told when it stops, and comes back', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'edge-'));
  const log = { error: silent, warn: silent, info: silent, debug: silent };
  const edge = createMediaEdge({ stateDir, log, clock: systemClock, command: { file: process.execPath, args: [resolve('src-main/media-edge/edgeProcess.ts')] } });
  afterwards.push(() => edge.stop(), () => rm(stateDir, { recursive: true, force: true }));
  const urls = edgeUrls(stateDir, systemClock);
  bench = await recordingBench({ edge: urls });
  expect(await edge.start()).toEqual({ ok: true, value: undefined });
  const camera = rtmpCamera(String(await urls.pullUrl('door-key')));
  const { recorder, facts } = bench.recorder();
  const zeroUtcMs = Date.now();
  await recorder.want(bench.record(zeroUtcMs, hallWith({ type: 'rtmp', streamKey: 'door-key' })));
  await until(() => stateOf(recorder, 'door')?.state === 'running');
  await survivesUnplugging(recorder, facts, camera, async () => rtmpCamera(String(await urls.pullUrl('door-key'))));
  const delays = (await clockOfCapture(bench.captureDir('door'))).map((f) => zeroUtcMs + f.ptsMs - f.clockMs);
  expect(Math.abs(medianOf(delays))).toBeLessThanOrEqual(60);
});
