import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MediaEdge } from '#main/app/ports/index.ts';
import { createMediaEdge } from '#main/media-edge/edge.ts';
import { edgeUrls } from '#main/media-edge/edgeUrls.ts';
import { systemClock } from '#main/process/clock.ts';
import { syntheticCameraInput } from '#main/recorder/media/syntheticSources.ts';
import type { RecorderDeps } from '#main/recorder/captureRecorder.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { clockOfCapture, longestStepMs } from '../../helpers/captureClock.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { longestPacketHoleMs } from '../../helpers/packetHoles.ts';
import { pause, recordingBench, smallHall } from '../recorder/bench.ts';

const silent = (): void => undefined;
const log = { error: silent, warn: silent, info: silent, debug: silent };

/** So much picture that what the system keeps for a connection (4 MB) is full after some seconds: only then does a push stand still. Its clock is left as it is. */
const richCamera: RecorderDeps['syntheticSources']['camera'] = (variant, picture) => {
  const input = syntheticCameraInput(variant, picture);
  return [...input.slice(0, -1), `${input.at(-1) ?? ''},split[a][b];[b]crop=iw:ih/2:0:0,noise=alls=60:allf=t[n];[a][n]overlay=0:0`];
};
const tone = (voice: number): string[] =>
  ['-f', 'lavfi', '-i', `sine=frequency=${voice * 300}:r=48000:samples_per_frame=1024,arealtime,asettb=1/48000,asetpts='if(eq(N,0),st(0,round(time(0)*SR)));ld(0)+N'`];
const hall: Hall = { ...smallHall, cameras: smallHall.cameras.map((camera) => ({ ...camera, widthPx: 640, heightPx: 360 })) };
const keptForConnectionBytes = 4_000_000;

let stateDir: string;
let edge: MediaEdge;
let bench: Awaited<ReturnType<typeof recordingBench>>;

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'edge-'));
  edge = createMediaEdge({ stateDir, log, clock: systemClock, command: { file: process.execPath, args: [resolve('src-main/media-edge/edgeProcess.ts')] } });
  bench = await recordingBench({ edge: edgeUrls(stateDir, systemClock), syntheticSources: { camera: richCamera, microphone: tone } });
});
afterEach(async () => {
  await bench.clean();
  await edge.stop();
  await rm(stateDir, { recursive: true, force: true });
});

const hangsForMs = 20_000;
/** The requirement's own: from the last word to finished files. */
const stopWithinMs = 2000;

/** A live picture is there for people. */
async function isShown(cameraId: string): Promise<boolean> {
  const opened = await edge.open(cameraId);
  if (!opened.ok) return false;
  const first = await Promise.race([opened.value.body[Symbol.asyncIterator]().next(), pause(2000)]);
  opened.value.close();
  return first !== undefined && first.done !== true;
}

/** The edge's process stops where it stands: its connections stay open and nobody reads them. Nobody starts another one. */
function hang(): void {
  const { pid } = edge.state();
  if (pid === null) throw new Error('the edge does not run');
  edge.detach();
  process.kill(pid, 'SIGSTOP');
}

test('live pictures that hang cost no track anything, and do not delay the end of the recording', async () => {
  expect(await edge.start()).toEqual({ ok: true, value: undefined });
  const { pid } = edge.state();
  const { recorder, facts } = bench.recorder();
  expect(await recorder.want(bench.record(Date.now(), hall))).toMatchObject({ ok: true, value: { missing: [] } });
  await until(async () => (await isShown('cam1')) && (await isShown('cam2')));
  const before = recorder.status().captures.map((c) => [c.captureId, c.pid]);
  hang();
  await pause(hangsForMs);
  expect(recorder.status().captures.map((c) => [c.captureId, c.pid])).toEqual(before);
  const stoppedMs = Date.now();
  await recorder.want({ mode: 'off' });
  const stopTookMs = Date.now() - stoppedMs;
  await recorder.settle('h1');
  if (pid !== null) process.kill(pid, 'SIGKILL'); // nobody else would end it

  const ids = before.map(([captureId]) => String(captureId));
  for (const id of ids) {
    const [dir, rows] = [bench.captureDir(id), await bench.rowsOf(id)];
    const longestMs = id.startsWith('cam') ? longestStepMs(await clockOfCapture(dir)) : await longestPacketHoleMs(dir);
    console.info(`${id}: ${id.startsWith('cam') ? 'longest step of the picture' : 'longest hole of the sound'} ${longestMs.toFixed(1)} ms`);
    expect(longestMs).toBeLessThanOrEqual(id.startsWith('cam') ? 120 : 1);
    expect(rows.filter((row) => row.tail || row.state !== 'verified')).toEqual([]);
    if (id.startsWith('cam')) expect(rows.reduce((sum, row) => sum + row.bytes, 0)).toBeGreaterThan(2 * keptForConnectionBytes);
  }
  console.info(`stopped after ${stopTookMs} ms`);
  expect(stopTookMs).toBeLessThanOrEqual(stopWithinMs);
  expect(facts.filter((f) => f.type === 'captureLost' || f.type === 'fault')).toEqual([]);
});
