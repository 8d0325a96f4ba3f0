import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { createRouter } from '#main/app/router.ts';
import { securityHeaders } from '#main/shells/headers.ts';
import { WebSocketServer } from 'ws';
import { FakeConference } from './console/conference.ts';
import { FakeObservers } from './console/observers.ts';
import { fakePhotos } from './console/photos.ts';
import { fakeHandlers, fakeStreams, type FakeState } from './console/handlers.ts';
import { Memory } from './console/memory.ts';
import { fairWeather } from './console/status.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.json': 'application/json', '.svg': 'image/svg+xml',
};

/** Sign-ins of the tests end with their connection. */
const neverEnding = { hasEnded: () => false, onEnded: () => () => undefined };

const silentLog = { error: (area: string, text: string) => process.stderr.write(`${area}: ${text}\n`), warn: () => undefined, info: () => undefined, debug: () => undefined };

export interface FakeConsole {
  url: string;
  state: FakeState;
  /** Cuts every window's link once; they come back by themselves. */
  cutLinks(): void;
  close(): Promise<void>;
}

/** The built renderer from `rendererDir`, over HTTP and WebSocket, with the real router in front of a console in memory. */
export async function startFakeConsole({ rendererDir, port = 0, configured = true }: { rendererDir: string; port?: number; configured?: boolean }): Promise<FakeConsole> {
  const memory = new Memory(Date.now());
  const state: FakeState = { configured, demo: true, memory, weather: fairWeather(), conference: new FakeConference(memory), observers: new FakeObservers(memory), photos: fakePhotos(memory) };
  await state.conference.desk.resume();
  await state.observers.desk.resume();
  const router = createRouter(fakeHandlers(state), fakeStreams(state), neverEnding, silentLog);
  const server = createServer((request, response) => void serve(rendererDir, request.url ?? '/', response));
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    if (request.url === '/ws') sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
    else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'); // it has no live pictures
  });
  sockets.on('connection', (socket) => {
    const connection = router.connect({ shell: 'web', remote: 'test' }, (message) => socket.send(JSON.stringify(message)));
    socket.on('message', (data: Buffer) => connection.receive(JSON.parse(data.toString('utf8'))));
    socket.on('close', () => connection.close());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cutLinks = () => { for (const socket of sockets.clients) socket.terminate(); };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    cutLinks,
    close: async () => {
      cutLinks();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(dir: string, url: string, response: ServerResponse): Promise<void> {
  const path = normalize(new URL(url, 'http://localhost').pathname);
  const file = join(dir, path === '/' ? 'index.html' : path);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', ...securityHeaders });
  createReadStream(file).pipe(response);
}

if (import.meta.main) {
  const fake = await startFakeConsole({ rendererDir: 'dist/renderer', port: Number(process.env['PORT'] ?? 8399), configured: process.env['FIRST_START'] !== '1' });
  process.stdout.write(`${fake.url}\n`);
}
