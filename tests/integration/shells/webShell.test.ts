import { mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { maxMessageBytes } from '#shared/contract/envelope.ts';
import { startWebShell, webCertificate, type WebShell, type WebShellOptions } from '#main/shells/web/index.ts';
import { FakeFace, fakeSecret, keptLog } from '../../fakes/consoleFace.ts';

let dir: string;
let face: FakeFace;
let shell: WebShell | null = null;
const log = keptLog();

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'web-shell-'));
  await mkdir(join(dir, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(dir, 'renderer', 'index.html'), '<!doctype html><title>console</title>');
  await writeFile(join(dir, 'renderer', 'assets', 'app-abc.js'), 'export {};');
  await writeFile(join(dir, 'outside.txt'), 'not to be served');
  face = new FakeFace();
});

afterEach(async () => {
  vi.useRealTimers();
  await shell?.close();
  shell = null;
  await rm(dir, { recursive: true });
});

async function start(more: Partial<WebShellOptions> = {}): Promise<WebShell> {
  const started = await startWebShell({ face, host: '127.0.0.1', port: 0, rendererDir: join(dir, 'renderer'), lan: false, log, ...more });
  if (!started.ok) throw new Error(started.error.detail);
  return (shell = started.value);
}

const portOf = (url: string): number => Number(new URL(url).port);

/** The raw request: `fetch` would tidy the path and set Host itself. */
function get(url: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: portOf(url), path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => { body += text; });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    });
    sent.on('error', reject).end();
  });
}

const socketOf = (url: string, headers: Record<string, string> = {}): WebSocket => new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers });

const outcomeOf = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)));
    socket.on('error', (e) => resolve(e.message));
  });

const closeCodeOf = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', (code) => resolve(code)));

test('serves the renderer under strict headers and nothing outside its folder', async () => {
  const { url } = await start();
  const page = await get(url, '/');
  expect(page.status).toBe(200);
  expect(page.body).toContain('console');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-cache' });
  expect((await get(url, '/assets/app-abc.js')).headers['cache-control']).toContain('immutable');
  for (const path of ['/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/assets/..%5c..%5coutside.txt']) {
    const answer = await get(url, path);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('not to be served');
    expect(answer.headers['content-security-policy'], path).toBeDefined();
  }
});

test('a foreign Host is refused before anything is served', async () => {
  const { url } = await start();
  const rebound = await get(url, '/', { host: `evil.example:${portOf(url)}` });
  expect(rebound.status).toBe(421);
  expect((await get(url, '/healthz', { host: `127.0.0.1:${portOf(url) + 1}` })).status).toBe(421);
  expect((await get(url, '/healthz', { host: `localhost:${portOf(url)}` })).body).toContain('"ok":true');
});

test('a WebSocket opens for the console\'s own page and for scripts, not for other sites', async () => {
  const { url } = await start();
  const foreign = `http://evil.example:${portOf(url)}`;
  expect(await outcomeOf(socketOf(url, { origin: foreign }))).toBe('403');
  expect(await outcomeOf(socketOf(url, { origin: 'null' }))).toBe('403');
  expect(await outcomeOf(socketOf(url, { host: `evil.example:${portOf(url)}`, origin: foreign }))).toBe('421');
  expect(face.connected).toEqual([]);

  const page = socketOf(url, { origin: url });
  const script = socketOf(url);
  expect(await outcomeOf(page)).toBe('open');
  expect(await outcomeOf(script)).toBe('open');
  expect(face.connected).toEqual([{ shell: 'web', remote: 'local' }, { shell: 'ctl', remote: 'local' }]);
  page.close();
  await vi.waitFor(() => expect(face.closed).toBe(1));
});

test('what is no JSON goes to the router as nonsense, not into an exception', async () => {
  const { url } = await start();
  const socket = socketOf(url);
  await outcomeOf(socket);
  const answered = new Promise((resolve) => socket.on('message', (data) => resolve(JSON.parse((data as Buffer).toString()))));
  socket.send('{nonsense');
  expect(await answered).toMatchObject({ k: 'err', id: -1 });
});

test('a message over the limit closes the connection and never reaches the router', async () => {
  const { url } = await start();
  const socket = socketOf(url);
  await outcomeOf(socket);
  socket.send(JSON.stringify({ k: 'call', id: 1, name: 'x', input: 'a'.repeat(maxMessageBytes) }));
  expect(await closeCodeOf(socket)).toBe(1009);
  expect(face.received).toEqual([]);
});

/** A client that shook hands and then does nothing: it neither reads nor answers a ping. */
async function stuckClient(url: string): Promise<Socket> {
  const stuck = connect(portOf(url), '127.0.0.1');
  stuck.write(`GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${portOf(url)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`);
  stuck.pause();
  await vi.waitFor(() => expect(face.sends).toHaveLength(1));
  return stuck;
}

test('a window that answers no ping is closed; one that does stays', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { url } = await start();
  const stuck = await stuckClient(url);
  const alive = socketOf(url);
  await outcomeOf(alive);
  const answered = new Promise((resolve) => { alive.once('ping', resolve); });
  vi.advanceTimersByTime(10_000);
  await answered;
  const echo = new Promise((resolve) => { alive.once('message', resolve); });
  alive.send('{"k":"unsub","id":1}');
  await echo; // came after the pong on the same connection
  expect(face.closed).toBe(0);
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  await vi.waitFor(() => expect(face.closed).toBe(1));
  expect(alive.readyState).toBe(WebSocket.OPEN);
  alive.close();
  stuck.destroy();
});

test('a window that does not read is closed', async () => {
  const { url } = await start();
  const stuck = await stuckClient(url);
  const value = 'a'.repeat(1024 * 1024);
  for (let sentMiB = 0; sentMiB < 40 && face.closed === 0; sentMiB += 1) face.sends[0]?.({ k: 'item', id: 1, value });
  await vi.waitFor(() => expect(face.closed).toBe(1));
  expect(log.lines.some((line) => line.text.includes('does not read'))).toBe(true);
  stuck.destroy();
});

test('media is asked with its ticket, streamed, and cancelled when the reader leaves', async () => {
  const { url } = await start();
  let cancelled = 0;
  face.mediaAnswer = { status: 200, headers: { 'content-type': 'video/x-flv' }, body: pieces(['one', 'two']), cancel: () => { cancelled += 1; } };
  const whole = await get(url, '/media/live/judge.flv?ticket=abc');
  expect([whole.status, whole.body, whole.headers['content-type']]).toEqual([200, 'onetwo', 'video/x-flv']);
  expect(face.mediaAsked).toEqual(['/media/live/judge.flv?ticket=abc']);
  expect(cancelled).toBe(0);

  face.mediaAnswer = { ...face.mediaAnswer, body: endless() };
  const leaver = await fetch(`${url}/media/live/judge.flv?ticket=abc`);
  await leaver.body?.cancel();
  await vi.waitFor(() => expect(cancelled).toBe(1));
});

const viewerOf = (url: string, path: string, headers: Record<string, string> = {}): WebSocket => new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
const livePath = '/media/live/judge.flv?ticket=abc';

test('a live picture comes over a socket with its ticket, byte for byte, and the socket ends with it', async () => {
  const { url } = await start();
  face.mediaAnswer = { status: 200, headers: {}, body: pieces(['one', 'two']) };
  const viewer = viewerOf(url, livePath, { origin: url });
  let bytes = '';
  viewer.on('message', (data: Buffer, isBinary) => { bytes += isBinary ? data.toString() : 'text'; });
  expect(await closeCodeOf(viewer)).toBe(1005);
  expect([bytes, face.mediaAsked]).toEqual(['onetwo', [livePath]]);
});

test('nothing of a live picture is read any more when its viewer has gone, or does not read', async () => {
  const { url } = await start();
  let cancelled = 0;
  let read = 0;
  const counted = async function* (): AsyncIterable<Uint8Array> {
    for (;;) {
      read += 1;
      yield Buffer.alloc(64 * 1024);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  face.mediaAnswer = { status: 200, headers: {}, body: counted(), cancel: () => { cancelled += 1; } };
  const leaver = viewerOf(url, livePath);
  await new Promise((resolve) => leaver.once('message', resolve));
  leaver.close();
  await vi.waitFor(() => expect(cancelled).toBe(1));
  face.mediaAnswer = { ...face.mediaAnswer, body: counted() };
  const slow = viewerOf(url, livePath);
  expect(await outcomeOf(slow)).toBe('open');
  slow.pause();
  await vi.waitFor(() => expect(cancelled).toBe(2), 10_000);
  const readThen = read;
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  expect(read).toBe(readThen);
  slow.terminate();
});

test('a live picture is refused like any media: without ticket, to a foreign page, under a foreign name; other paths are none', async () => {
  const { url } = await start();
  face.mediaAnswer = { status: 401, headers: {}, body: null };
  expect(await outcomeOf(viewerOf(url, '/media/live/judge.flv', { origin: url }))).toBe('401');
  face.mediaAnswer = { status: 200, headers: {}, body: endless() };
  expect(await outcomeOf(viewerOf(url, livePath, { origin: 'http://evil.example' }))).toBe('403');
  expect(await outcomeOf(viewerOf(url, livePath, { host: 'evil.example' }))).toBe('421');
  expect(await outcomeOf(viewerOf(url, '/media/listen/x.wav?ticket=abc', { origin: url }))).toBe('404');
  expect(face.mediaAsked).toEqual(['/media/live/judge.flv']);
});

test('closing the shell ends every live picture', async () => {
  const { url } = await start();
  let cancelled = 0;
  face.mediaAnswer = { status: 200, headers: {}, body: endless(), cancel: () => { cancelled += 1; } };
  const viewer = viewerOf(url, livePath);
  expect(await outcomeOf(viewer)).toBe('open');
  const closed = closeCodeOf(viewer);
  await shell?.close();
  expect(await closed).toBe(1006);
  await vi.waitFor(() => expect(cancelled).toBe(1));
});

async function* pieces(texts: string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function* endless(): AsyncIterable<Uint8Array> {
  for (;;) {
    yield Buffer.alloc(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('beyond this computer only when switched on, and only with TLS', async () => {
  const common = { face, host: '0.0.0.0', port: 0, rendererDir: join(dir, 'renderer'), log };
  const tls = await webCertificate(join(dir, 'web-tls.pem'), ['localhost', '127.0.0.1'], Date.now());
  expect(await startWebShell({ ...common, lan: false, tls })).toMatchObject({ ok: false, error: { field: 'host' } });
  expect(await startWebShell({ ...common, lan: true })).toMatchObject({ ok: false, error: { field: 'host' } });

  const { url, lanUrls } = await start({ ...common, lan: true, tls });
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:/);
  for (const other of lanUrls) expect(other).toMatch(/^https:/);
  const status = await new Promise((resolve, reject) => {
    httpsRequest(`${url}/healthz`, { ca: tls.certificatePem }, (response) => resolve(response.statusCode)).on('error', reject).end();
  });
  expect(status).toBe(200);
});

test('the certificate is private, kept, and renewed when it no longer fits', async () => {
  const file = join(dir, 'web-tls.pem');
  const nowMs = Date.now();
  const first = await webCertificate(file, ['localhost', '10.1.2.3'], nowMs);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await webCertificate(file, ['10.1.2.3', 'localhost'], nowMs)).toEqual(first);
  expect(await webCertificate(file, ['localhost', '10.1.2.4'], nowMs)).not.toEqual(first);
  const afterYears = await webCertificate(file, ['localhost', '10.1.2.4'], nowMs + 3 * 366 * 86_400_000);
  expect(afterYears).not.toEqual(first);
});

test('a port that is taken is an answer, not a crash', async () => {
  const { url } = await start();
  const second = await startWebShell({ face, host: '127.0.0.1', port: portOf(url), rendererDir: join(dir, 'renderer'), lan: false, log });
  expect(second).toMatchObject({ ok: false, error: { field: 'port' } });
});

test('the local file is private, names address and secret, and goes with the console', async () => {
  const path = join(dir, 'local.json');
  const { url, close } = await start({ localTokenFile: { path, secret: fakeSecret } });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ url, secret: fakeSecret, pid: process.pid, certificatePem: null });
  await close();
  shell = null;
  await expect(stat(path)).rejects.toThrow('ENOENT');
});
