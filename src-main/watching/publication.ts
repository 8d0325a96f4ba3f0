import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { WebSocket } from 'ws';
import { avcPacket, isSoundConfiguration, type FlvTag } from '#shared/conference/flvTags.ts';
import { retryPauseMs } from '#shared/conference/line.ts';
import { askEveryMs, isPublishOver, silentAfterMs, toPublisherSchema, watchPaths, type PublishHello, type ToPublisher } from '#shared/conference/watching.ts';
import type { Clock, Publication, PublicationEvents, Watching } from '#main/app/ports/index.ts';

/** Behind by so much, a line carries less than comes: half a second of a good picture. */
const fullBytes = 512 * 1024;
const openWithinMs = 5000;
const longestPauseMs = 10_000;

type Server = { url: string; deviceToken: string };

/** Over WebSocket, on connections that can be torn off. */
export const createWatching = (clock: Pick<Clock, 'monotonicMs'>): Watching => ({
  publish: (server, hello, events) => new PublishingLine(clock, server, { type: 'hello', token: server.deviceToken, ...hello }, events),
});

class PublishingLine implements Publication {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #server: Server;
  readonly #hello: PublishHello;
  readonly #events: PublicationEvents;
  #socket: WebSocket | null = null;
  #carrier: Socket | null = null;
  #isOpen = false;
  #isBehind = false;
  #isOver = false;
  #failures = 0;
  #heardAtMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: Pick<Clock, 'monotonicMs'>, server: Server, hello: PublishHello, events: PublicationEvents) {
    this.#clock = clock;
    this.#server = server;
    this.#hello = hello;
    this.#events = events;
    this.#connect();
  }

  send(tag: FlvTag): void {
    const socket = this.#socket;
    if (!socket || !this.#isOpen) return;
    const packet = avcPacket(tag);
    if (socket.bufferedAmount > fullBytes) this.#isBehind = true;
    else if (packet === 'key') this.#isBehind = false;
    if (!this.#isBehind || packet === 'configuration' || isSoundConfiguration(tag)) socket.send(tag);
  }

  cut(): void {
    this.#isOver = true;
    this.#drop();
  }

  #connect(): void {
    const address = this.#server.url.replace(/\/+$/, '').replace(/^http/, 'ws') + watchPaths.publish;
    const socket = new WebSocket(address, { perMessageDeflate: false, followRedirects: false, createConnection: this.#carry });
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#lost(socket), openWithinMs).unref();
    socket.on('open', () => { if (socket === this.#socket) socket.send(JSON.stringify(this.#hello)); });
    socket.on('message', (data, isBinary) => { if (socket === this.#socket && !isBinary) this.#heard(socket, (data as Buffer).toString()); });
    socket.on('pong', () => { if (socket === this.#socket) this.#heardAtMs = this.#clock.monotonicMs(); });
    socket.on('close', () => this.#lost(socket));
    socket.on('error', () => this.#lost(socket));
  }

  /** Kept, so that it can be reset: ending a connection lets the system send what it still holds. */
  #carry = ((options: { host?: string; port?: number; servername?: string }): Socket => {
    const { host = 'localhost', port = 80 } = options;
    this.#carrier = connect({ host, port, noDelay: true });
    this.#carrier.on('error', () => undefined); // the WebSocket tells it
    return this.#server.url.startsWith('https:') ? connectTls({ ...options, host, socket: this.#carrier, servername: options.servername ?? host }) : this.#carrier;
  }) as typeof connect;

  #heard(socket: WebSocket, text: string): void {
    const message = read(text);
    this.#heardAtMs = this.#clock.monotonicMs();
    if (message?.type === 'welcome') this.#opened(socket);
    else if (message?.type === 'watching') this.#events.onWatching(message.count);
    else if (message?.type === 'ended' && isPublishOver(message.reason)) {
      this.cut();
      this.#events.onRefused(message.reason);
    }
  }

  #opened(socket: WebSocket): void {
    this.#failures = 0;
    this.#isOpen = true;
    this.#isBehind = false;
    this.#ask(socket);
    this.#events.onOpen();
  }

  #ask(socket: WebSocket): void {
    clearTimeout(this.#timer);
    if (this.#clock.monotonicMs() - this.#heardAtMs > silentAfterMs) return this.#lost(socket);
    socket.ping();
    this.#timer = setTimeout(() => this.#ask(socket), askEveryMs).unref();
    return undefined;
  }

  #lost(socket: WebSocket): void {
    if (socket !== this.#socket || this.#isOver) return;
    const wasOpen = this.#isOpen;
    this.#drop();
    this.#failures += 1;
    const pauseMs = Math.min(retryPauseMs(this.#failures) * Math.max(1, this.#failures - 3), longestPauseMs);
    this.#timer = setTimeout(() => this.#connect(), pauseMs).unref();
    if (wasOpen) this.#events.onCut();
  }

  #drop(): void {
    clearTimeout(this.#timer);
    const [socket, carrier] = [this.#socket, this.#carrier];
    [this.#socket, this.#carrier, this.#isOpen] = [null, null, false];
    if (carrier && !carrier.destroyed) carrier.resetAndDestroy();
    socket?.terminate();
  }
}

function read(text: string): ToPublisher | null {
  try {
    const parsed = toPublisherSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON
  }
}
