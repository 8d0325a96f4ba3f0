import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { avcPacket, FlvTags, timestampOf, type FlvTag } from '#shared/conference/flvTags.ts';
import { askEveryMs, toPublisherSchema, watchPaths, type PublishHello, type ToPublisher } from '#shared/conference/watching.ts';
import { expect } from 'vitest';

/** The hall's line, spoken by hand. */
export class TestPublisher {
  readonly #socket: WebSocket;
  readonly heard: ToPublisher[] = [];
  closed: string | null = null;

  constructor(url: string, first: PublishHello | string | Buffer | null) {
    this.#socket = new WebSocket(url.replace('http', 'ws') + watchPaths.publish);
    this.#socket.on('open', () => { if (first !== null) this.#socket.send(typeof first === 'string' || Buffer.isBuffer(first) ? first : JSON.stringify(first)); });
    this.#socket.on('message', (data) => this.heard.push(toPublisherSchema.parse(JSON.parse((data as Buffer).toString()))));
    const timer = setInterval(() => { if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping(); }, askEveryMs);
    this.#socket.on('close', (code, reason) => { clearInterval(timer); this.closed = reason.toString() || `closed with ${code}`; });
    this.#socket.on('error', () => undefined);
  }

  static async live(url: string, hello: PublishHello): Promise<TestPublisher> {
    const publisher = new TestPublisher(url, hello);
    await expect.poll(() => publisher.heard.some(({ type }) => type === 'welcome'), { timeout: 10_000 }).toBe(true);
    return publisher;
  }

  get count(): number | undefined {
    return this.heard.flatMap((message) => (message.type === 'watching' ? [message.count] : [])).at(-1);
  }

  send(...tags: Uint8Array[]): void {
    for (const tag of tags) this.#socket.send(tag);
  }

  async ended(): Promise<string> {
    await expect.poll(() => this.closed, { timeout: 15_000 }).not.toBeNull();
    return this.closed ?? '';
  }

  close(): void {
    this.#socket.terminate();
  }
}

/** Somebody who watches, over HTTP as a browser does. */
export class TestObserver {
  status = 0;
  body = '';
  bytes = 0;
  isOver = false;
  readonly tags: FlvTag[] = [];
  readonly #reader = new FlvTags();
  readonly #request;
  response: IncomingMessage | null = null;

  constructor(url: string, watchId: string) {
    this.#request = get(`${url}${watchPaths.stream}/${watchId}`, (response) => {
      this.status = response.statusCode ?? 0;
      this.response = response;
      response.on('data', (chunk: Buffer) => {
        this.bytes += chunk.length;
        if (this.status === 200) this.tags.push(...this.#reader.take(chunk));
        else this.body += chunk.toString();
      });
      for (const name of ['end', 'error', 'close'] as const) response.on(name, () => { this.isOver = true; });
    });
    this.#request.on('error', () => { this.isOver = true; });
  }

  static async of(url: string, watchId: string): Promise<TestObserver> {
    const observer = new TestObserver(url, watchId);
    await expect.poll(() => observer.status, { timeout: 10_000 }).not.toBe(0);
    return observer;
  }

  /** Kinds and times of what came. */
  get seen(): string[] {
    return this.tags.map((tag) => `${avcPacket(tag)} ${timestampOf(tag)}`);
  }

  leave(): void {
    this.#request.destroy();
  }
}

/** Asks for the stream over a bare socket, and reads nothing of it until told. */
export function openUnread(url: string, watchId: string): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${watchPaths.stream}/${watchId} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      socket.pause();
      resolve(socket);
    });
    socket.on('error', reject);
  });
}
