import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { messageOf } from '#shared/domain/errors.ts';
import type { Recorder } from '#main/app/ports/index.ts';
import { onLines, sendLine } from './lines.ts';
import type { Ledger } from './ledger.ts';
import { helloSchema, requestSchema, type KeptFact, type Message, type RecorderAddress, type Request } from './messages.ts';

type Served = Pick<Recorder, 'want' | 'settle' | 'enter' | 'status' | 'useSecondTarget' | 'onLevels' | 'onStatus'>;

interface Deps {
  address: RecorderAddress;
  version: string;
  recorder: Served;
  /** Takes over what the console has anchored. */
  followClock: () => Promise<void>;
  ledger: Pick<Ledger, 'pending' | 'ack' | 'forgetAllBut'>;
  /** What is being recorded, since the recorder took over what ran or was last asked. */
  current: () => { hearingId: string; runId: string } | null;
}

const statusEveryMs = 500;

/** Serves one console at a time: a new one takes the place of the one before, which is gone or will be. */
export class RecorderServer {
  readonly #d: Deps;
  readonly #server: Server;
  #console: Socket | null = null;
  #statusDue = false;

  constructor(deps: Deps) {
    this.#d = deps;
    this.#server = createServer((socket) => this.#meet(socket));
    deps.recorder.onLevels((levels) => this.say({ say: 'levels', levels }));
    deps.recorder.onStatus(() => this.#statusSoon());
    setInterval(() => this.#sayStatus(), statusEveryMs).unref();
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(this.#d.address.port, '127.0.0.1', resolve);
    });
  }

  hasConsole = (): boolean => this.#console !== null;

  tell = (kept: KeptFact): void => this.say({ say: 'fact', kept });

  say(message: Message): void {
    if (this.#console) sendLine(this.#console, message);
  }

  #meet(socket: Socket): void {
    let known = false;
    socket.on('error', () => socket.destroy()).once('close', () => { if (this.#console === socket) this.#console = null; });
    onLines(socket, (line) => {
      if (known) return this.#answer(socket, line);
      const hello = helloSchema.safeParse(line);
      if (!hello.success || !isSecret(hello.data.secret, this.#d.address.secret)) return void socket.destroy();
      known = true;
      sendLine(socket, { say: 'welcome', version: this.#d.version } satisfies Message);
    });
  }

  /** The first request makes it the console; who only says hello wants to know whether somebody is here. */
  #answer(socket: Socket, line: unknown): void {
    const request = requestSchema.safeParse(line);
    if (!request.success) return void socket.destroy();
    if (this.#console !== socket) this.#become(socket);
    void this.#carryOut(request.data).catch((e: unknown) => this.say({ say: 'log', level: 'error', text: messageOf(e) }));
  }

  #become(socket: Socket): void {
    this.#console?.destroy();
    this.#console = socket;
    this.#sayStatus();
    for (const kept of this.#d.ledger.pending()) this.tell(kept);
  }

  async #carryOut(request: Request): Promise<void> {
    const { recorder, ledger } = this.#d;
    switch (request.say) {
      case 'ack':
        return ledger.ack(request.factId);
      case 'clock':
        return this.#d.current() ? undefined : this.#d.followClock();
      case 'second':
        return recorder.useSecondTarget(request.root);
      case 'current':
        return this.say({ say: 'current', id: request.id, run: this.#d.current() });
      case 'settle':
        await recorder.settle(request.hearingId);
        return this.say({ say: 'settled', id: request.id });
      case 'enter':
        return this.say({ say: 'entered', id: request.id, row: await recorder.enter(request.file) });
      case 'want': {
        if (request.wish.mode === 'record') await ledger.forgetAllBut(request.wish.hearingId);
        const result = await recorder.want(request.wish);
        this.#sayStatus();
        return this.say({ say: 'wanted', id: request.id, result });
      }
    }
  }

  /** Changes that come together are told together. */
  #statusSoon(): void {
    if (this.#statusDue) return;
    this.#statusDue = true;
    setTimeout(() => { this.#statusDue = false; this.#sayStatus(); }, 20);
  }

  #sayStatus(): void {
    if (this.#console) this.say({ say: 'status', status: this.#d.recorder.status() });
  }
}

function isSecret(said: string, secret: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
