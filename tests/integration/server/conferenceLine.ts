import { WebSocket } from 'ws';
import { conferencePaths, fromServerSchema, heartbeatEveryMs, type FromServer, type Hello, type Said } from '#shared/conference/messages.ts';
import type { SfuAsk, SfuRule } from '#shared/conference/sfu.ts';

type Of<T extends FromServer['type']> = Extract<FromServer, { type: T }>;

/** One line to a court server, as a page or a console holds it. */
export class TestLine {
  readonly #socket: WebSocket;
  readonly #heard: FromServer[] = [];
  readonly #taken = new Map<string, number>();
  welcome!: Of<'welcome'>;

  private constructor(socket: WebSocket, speaks: boolean) {
    this.#socket = socket;
    socket.on('message', (data) => this.#heard.push(fromServerSchema.parse(JSON.parse((data as Buffer).toString()))));
    socket.on('error', () => undefined);
    const timer = setInterval(() => { if (speaks && this.isOpen()) socket.send(JSON.stringify({ type: 'ping', sentAtMs: Date.now() })); }, heartbeatEveryMs);
    socket.on('close', () => clearInterval(timer));
  }

  static async enter(url: string, who: Omit<Hello, 'type'> & { hearingId?: string }, { speaks = true } = {}): Promise<TestLine> {
    const line = new TestLine(await open(url), speaks);
    line.#socket.send(JSON.stringify({ type: 'hello', ...who }));
    line.welcome = await line.next('welcome');
    return line;
  }

  /** Why a line is not let in that says this first; null says nothing. */
  static async refusal(url: string, first: (Omit<Hello, 'type'> & { hearingId?: string }) | string | Buffer | null): Promise<string> {
    const socket = await open(url);
    const closed = new Promise<string>((resolve) => { socket.once('close', (code, reason) => resolve(code === 4000 ? reason.toString() : `closed with ${code}`)); });
    socket.on('error', () => undefined);
    if (first !== null) socket.send(typeof first === 'string' || Buffer.isBuffer(first) ? first : JSON.stringify({ type: 'hello', ...first }));
    return closed;
  }

  isOpen = (): boolean => this.#socket.readyState === WebSocket.OPEN;
  heard = <T extends FromServer['type']>(type: T): Of<T>[] => this.#heard.filter((message): message is Of<T> => message.type === type);
  say = (to: string | null, data: Said): void => this.#socket.send(JSON.stringify({ type: 'say', to, data }));
  toSfu = (data: SfuAsk | SfuRule): void => this.#socket.send(JSON.stringify({ type: 'sfu', data }));
  close = (): void => this.#socket.terminate();

  /** The next of this kind that was not asked for yet. */
  async next<T extends FromServer['type']>(type: T): Promise<Of<T>> {
    const index = this.#taken.get(type) ?? 0;
    this.#taken.set(type, index + 1);
    for (let i = 0; i < 500; i++) {
      const found = this.heard(type)[index];
      if (found) return found;
      await new Promise((resolve) => { setTimeout(resolve, 10); });
    }
    throw new Error(`no ${type} within five seconds`);
  }

  ended = async (): Promise<string> => (await this.next('ended')).reason;
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws') + conferencePaths.socket);
  await new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); });
  return socket;
}
