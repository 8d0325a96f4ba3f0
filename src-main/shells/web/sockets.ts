import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { maxMessageBytes, type FromConsole } from '#shared/contract/envelope.ts';
import { messageOf } from '#shared/domain/errors.ts';
import type { Log } from '../../app/ports/index.ts';
import type { ConsoleFace } from '../../app/ports/shell.ts';
import { remoteOf, type AllowedHosts } from './allowed.ts';
import { isLivePath, openLivePicture } from './livePictures.ts';

/**
 * A window that reads slower than it is told things would fill the console's memory; past this it is
 * closed, connects again and asks for what it missed by sequence number.
 */
const unreadLimitBytes = 16 * 1024 * 1024;
const pingEveryMs = 10_000;
const maxConnections = 64;
/** Viewers have nothing to say. */
const maxFromViewerBytes = 1024;

interface SocketDeps {
  face: ConsoleFace;
  allowed: AllowedHosts;
  log: Log;
}

/** Serves `/ws` and live pictures on `server`; returns how to end every connection. */
export function attachSockets(server: Server, deps: SocketDeps): () => void {
  const windows = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  const pictures = new WebSocketServer({ noServer: true, maxPayload: maxFromViewerBytes, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const isPicture = isLivePath(request.url);
    const refusal = refusalOf(request, deps.allowed, (isPicture ? pictures : windows).clients.size);
    if (refusal) return refuse(stream, refusal, request, deps.log);
    if (!isPicture) return windows.handleUpgrade(request, stream, head, (socket) => serveWindow(socket, request, deps));
    return void servePicture(pictures, request, stream, head, deps);
  });
  const all = [windows, pictures];
  const each = (act: (socket: WebSocket) => void): void => all.forEach(({ clients }) => clients.forEach(act));
  const pinging = setInterval(() => each(pingOrEnd), pingEveryMs);
  return () => {
    clearInterval(pinging);
    each((socket) => socket.terminate());
    all.forEach((sockets) => sockets.close());
  };
}

/** What is refused is refused before there is a socket, with the answer that `GET` gives. */
async function servePicture(pictures: WebSocketServer, request: IncomingMessage, stream: Duplex, head: Buffer, { face, log }: SocketDeps): Promise<void> {
  stream.on('error', () => stream.destroy());
  const opened = await openLivePicture(face, request.url ?? '').catch((e: unknown) => {
    log.error('web', `a live picture could not be opened: ${messageOf(e)}`);
    return { refused: 500 };
  });
  if ('refused' in opened) return refuse(stream, { status: `${opened.refused} ${STATUS_CODES[opened.refused] ?? ''}`, why: 'no live picture' }, request, log);
  if (stream.destroyed) return opened.cancel(); // gone while it was opened
  return pictures.handleUpgrade(request, stream, head, (socket) => {
    socket.on('pong', () => silent.delete(socket));
    socket.on('error', (e) => log.warn('web', `live picture: ${e.message}`));
    void opened.passTo(socket);
  });
}

interface Refusal {
  status: string;
  why: string;
}

function refusalOf({ url, headers }: IncomingMessage, allowed: AllowedHosts, open: number): Refusal | null {
  if (url?.split('?')[0] !== '/ws' && !isLivePath(url)) return { status: '404 Not Found', why: 'unknown path' };
  if (!allowed.fitsHost(headers.host)) return { status: '421 Misdirected Request', why: 'foreign Host' };
  if (headers.origin !== undefined && !allowed.fitsOrigin(headers.origin, headers.host)) return { status: '403 Forbidden', why: 'foreign Origin' };
  return open >= maxConnections ? { status: '503 Service Unavailable', why: 'too many windows' } : null;
}

function refuse(stream: Duplex, { status, why }: Refusal, { headers }: IncomingMessage, log: Log): void {
  log.warn('web', `refused a connection: ${why}`, { host: headers.host, origin: headers.origin });
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Sockets that have not answered the ping before the next one. */
const silent = new WeakSet<WebSocket>();

function pingOrEnd(socket: WebSocket): void {
  if (silent.has(socket)) return socket.terminate();
  silent.add(socket);
  socket.ping();
}

/** One window or script. Without Origin it is no browser: a script, whose local secret is then accepted. */
function serveWindow(socket: WebSocket, request: IncomingMessage, { face, log }: SocketDeps): void {
  const remote = remoteOf(request.socket.remoteAddress);
  const shell = request.headers.origin === undefined ? 'ctl' : 'web';
  const connection = face.router.connect({ shell, remote }, (message) => sendOrEnd(socket, message, log));
  socket.on('pong', () => silent.delete(socket));
  socket.on('message', (data, isBinary) => connection.receive(isBinary ? undefined : parseJson(data)));
  socket.on('error', (e) => log.warn('web', `connection of ${remote}: ${e.message}`));
  socket.on('close', () => connection.close());
}

function sendOrEnd(socket: WebSocket, message: FromConsole, log: Log): void {
  if (socket.readyState !== socket.OPEN) return;
  const unreadBytes = socket.bufferedAmount;
  if (unreadBytes > unreadLimitBytes) {
    socket.terminate(); // before the log line: this window may be following the log
    return log.warn('web', 'closed a window that does not read', { unreadBytes });
  }
  socket.send(JSON.stringify(message));
}

/** `undefined` is no envelope: the router refuses it as any other nonsense. (ws hands out Buffers unless told otherwise.) */
function parseJson(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString());
  } catch {
    return undefined;
  }
}
