import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Clock, Log, MediaEdge } from '#main/app/ports/index.ts';
import { createMediaEdge } from '#main/media-edge/edge.ts';
import { edgeUrls } from '#main/media-edge/edgeUrls.ts';
import { runToEnd, streamOutput, type Streaming } from '#main/process/runner.ts';
import { syntheticCameraInput } from '#main/recorder/media/syntheticSources.ts';

const silent = (): void => undefined;
const log: Log = { error: silent, warn: silent, info: silent, debug: silent };
const clock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

let stateDir: string;
let edges: MediaEdge[];
let pushes: Streaming[];

const edgeHere = (): MediaEdge => {
  const edge = createMediaEdge({ stateDir, log, clock, command: { file: process.execPath, args: [resolve('src-main/media-edge/edgeProcess.ts')] } });
  edges.push(edge);
  return edge;
};

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'edge-'));
  edges = [];
  pushes = [];
});
afterEach(async () => {
  pushes.forEach((push) => push.kill());
  for (const edge of edges.toReversed()) await edge.stop(); // the newest first: it would start again what an older one ends
  await rm(stateDir, { recursive: true, force: true });
});

const camera = syntheticCameraInput(1, { widthPx: 320, heightPx: 180, fps: 25 });
const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '25', '-flags', '+global_header'];

function push(url: string | null, filePath?: string): Streaming {
  const live = `[f=flv:onfail=ignore:use_fifo=1:fifo_options=attempt_recovery=1\\\\\\:recover_any_error=1\\\\\\:recovery_wait_time=1\\\\\\:drop_pkts_on_overflow=1\\\\\\:queue_size=200]${url}`;
  const output = filePath === undefined ? ['-f', 'flv', String(url)] : ['-f', 'tee', '-map', '0:v', `[f=matroska]${filePath}|${live}`];
  const running = streamOutput('ffmpeg', ['-nostdin', '-v', 'error', ...camera, ...encode, ...output]);
  pushes.push(running);
  return running;
}

/** Reads until this much picture has come; says how long it took. */
async function watchFor(edge: MediaEdge, cameraId: string, bytes: number, timeoutMs = 15_000): Promise<{ data: Buffer; tookMs: number }> {
  const startMs = performance.now();
  const opened = await edge.open(cameraId);
  if (!opened.ok) return { data: Buffer.alloc(0), tookMs: 0 };
  const timer = setTimeout(opened.value.close, timeoutMs);
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.value.body) {
    chunks.push(chunk);
    if (chunks.reduce((sum, c) => sum + c.length, 0) > bytes) break;
  }
  clearTimeout(timer);
  opened.value.close();
  return { data: Buffer.concat(chunks), tookMs: performance.now() - startMs };
}

async function until(what: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadlineMs = Date.now() + timeoutMs;
  while (!(await what())) {
    if (Date.now() > deadlineMs) throw new Error('did not come true');
    await new Promise((done) => { setTimeout(done, 50); });
  }
}

const picture = 4000;

it('hands a pushed picture on as FLV with H.264', async () => {
  const edge = edgeHere();
  expect(await edge.start()).toEqual({ ok: true, value: undefined });
  push(await edgeUrls(stateDir, clock).pushUrl('cam-1'));
  const { data } = await watchFor(edge, 'cam-1', picture);
  const path = join(stateDir, 'seen.flv');
  await writeFile(path, data);
  const probed = await runToEnd('ffprobe', ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=codec_name,width', '-of', 'csv=p=0', path], { timeoutMs: 10_000 });
  expect(probed.ok && probed.value.stdout.toString().trim()).toBe('h264,320');
  expect(data[4]).toBe(1); // picture only: players do not wait for sound
  const second = await watchFor(edge, 'cam-1', picture);
  expect(second.data.subarray(0, 3).toString('latin1')).toBe('FLV');
  expect(second.tookMs).toBeLessThan(2000);
});

/** Holds the port; a connection of somebody else that happens to have it now does not keep it for long. */
async function squatting(port: number): Promise<Server> {
  const squatter = createServer();
  const held = Promise.withResolvers<undefined>();
  const take = () => squatter.listen(port, '127.0.0.1', () => held.resolve(undefined));
  squatter.on('error', () => setTimeout(take, 20));
  take();
  await held.promise;
  return squatter;
}

it('moves to other ports when its own were taken meanwhile', async () => {
  const edge = edgeHere();
  await edge.start();
  const before = String(await edgeUrls(stateDir, clock).pushUrl('cam-1'));
  await edge.stop();
  const squatter = await squatting(Number(new URL(before.replace('rtmp:', 'http:')).port));
  const next = edgeHere();
  expect(await next.start()).toEqual({ ok: true, value: undefined });
  expect(String(await edgeUrls(stateDir, clock).pushUrl('cam-1')).split('/live')[0]).not.toBe(before.split('/live')[0]);
  squatter.close();
});

it('gives a picture a camera pushed in', async () => {
  const edge = edgeHere();
  await edge.start();
  push(await edgeUrls(stateDir, clock).pullUrl('door'));
  await new Promise((done) => { setTimeout(done, 1000); });
  const pulled = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-rw_timeout', '5000000', '-analyzeduration', '0', '-probesize', '2048', '-fpsprobesize', '0', '-i', String(await edgeUrls(stateDir, clock).pullUrl('door')), '-frames:v', '5', '-f', 'framecrc', '-'], { timeoutMs: 20_000 });
  expect(pulled.ok && pulled.value.stdout.toString().split('\n').filter((line) => line.startsWith('0,'))).toHaveLength(5);
});

it('refuses a push and a view with a wrong key', async () => {
  const edge = edgeHere();
  await edge.start();
  const wrong = String(await edgeUrls(stateDir, clock).pushUrl('cam-1')).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  const seen = watchFor(edge, 'cam-1', picture, 1500); // a viewer who is already there
  for (let i = 0; i < 2; i += 1) expect(await push(wrong).done).toMatchObject({ ok: true });
  expect((await seen).data.length).toBeLessThan(100);
  const { httpPort } = JSON.parse(await readFile(join(stateDir, 'media-edge.json'), 'utf8')) as { httpPort: number };
  push(await edgeUrls(stateDir, clock).pushUrl('cam-1'));
  expect((await watchFor(edge, 'cam-1', picture)).data.length).toBeGreaterThan(picture);
  const unsigned = await fetch(`http://127.0.0.1:${httpPort}/live/cam-1.flv`);
  expect((await unsigned.arrayBuffer()).byteLength).toBe(0);
  expect((await fetch(`http://127.0.0.1:${httpPort}/admin/`)).status).toBe(404);
});

it('keeps its secret from other users', async () => {
  await edgeHere().start();
  expect((await stat(join(stateDir, 'media-edge.json'))).mode & 0o777).toBe(0o600);
});

it('comes back at the same address after being killed, and the file beside the live picture has no hole', async () => {
  const edge = edgeHere();
  await edge.start();
  const filePath = join(stateDir, 'file.mkv');
  const url = await edgeUrls(stateDir, clock).pushUrl('cam-1');
  const capture = push(url, filePath);
  expect((await watchFor(edge, 'cam-1', picture)).data.length).toBeGreaterThan(picture);
  const firstPid = edge.state().pid as number;
  process.kill(firstPid, 'SIGKILL');
  await until(() => edge.state().state === 'running' && edge.state().pid !== firstPid);
  expect(String(await edgeUrls(stateDir, clock).pushUrl('cam-1')).split('?')[0]).toBe(String(url).split('?')[0]);
  expect((await watchFor(edge, 'cam-1', picture)).data.length).toBeGreaterThan(picture);
  process.kill(capture.pid as number, 'SIGINT');
  await capture.done;
  const packets = await runToEnd('ffprobe', ['-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', filePath], { timeoutMs: 10_000 });
  const times = packets.ok ? packets.value.stdout.toString().trim().split('\n').map(Number) : [];
  expect(times.length).toBeGreaterThan(50);
  expect(Math.max(...times.slice(1).map((t, i) => t - (times[i] as number)))).toBeLessThan(0.5);
});

it('survives junk on its RTMP port, or is started again', async () => {
  const edge = edgeHere();
  await edge.start();
  const { port } = new URL(String(await edgeUrls(stateDir, clock).pushUrl('cam-1')).replace('rtmp:', 'http:'));
  const junk = Buffer.alloc(60_000, 0x14);
  const handshake = Buffer.concat([Buffer.from([3]), Buffer.alloc(3072)]);
  const invoke = Buffer.concat([Buffer.from([3, 0, 0, 0, 0, 0, 40, 20, 0, 0, 0, 0]), Buffer.alloc(40, 0xee)]);
  for (const bytes of [junk, Buffer.concat([handshake, invoke])]) {
    await new Promise<void>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
      socket.on('error', () => done()).on('close', () => done());
      socket.resume();
      setTimeout(() => socket.destroy(), 2000);
    });
  }
  await new Promise((done) => { setTimeout(done, 700); });
  await until(() => edge.state().state === 'running');
  push(await edgeUrls(stateDir, clock).pushUrl('cam-1'));
  expect((await watchFor(edge, 'cam-1', picture)).data.length).toBeGreaterThan(picture);
});

it('says so when its folder cannot be written', async () => {
  await writeFile(join(stateDir, 'taken'), '');
  const edge = createMediaEdge({ stateDir: join(stateDir, 'taken'), log, clock, command: { file: process.execPath, args: [] } });
  edges.push(edge);
  expect(await edge.start()).toMatchObject({ ok: false, error: { code: 'service.failed' } });
});

it('runs on without its console and is taken over by the next', async () => {
  const first = edgeHere();
  await first.start();
  const { pid } = first.state();
  push(await edgeUrls(stateDir, clock).pushUrl('cam-1'));
  first.detach();
  const second = edgeHere();
  await second.start();
  expect(second.state()).toMatchObject({ state: 'running', pid });
  expect((await watchFor(second, 'cam-1', picture)).data.length).toBeGreaterThan(picture);
});

it('says so when it cannot be started', async () => {
  const broken = createMediaEdge({ stateDir, log, clock, command: { file: process.execPath, args: [join(stateDir, 'missing.js')] } });
  edges.push(broken);
  expect(await broken.start()).toMatchObject({ ok: false, error: { code: 'service.failed' } });
  expect(broken.state().state).toBe('failed');
});
