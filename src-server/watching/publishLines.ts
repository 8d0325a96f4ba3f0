import type { RawData, WebSocket } from 'ws';
import { helloWithinMs } from '#shared/conference/messages.ts';
import { isWholeTag, type FlvTag } from '#shared/conference/flvTags.ts';
import { maxTagBytes, publishHelloSchema, silentAfterMs, type PublishHello, type PublishRefusal, type ToPublisher } from '#shared/conference/watching.ts';
import { socketsWithin } from '../http/sockets.ts';
import type { Upgrade } from '../http/upgrades.ts';
import type { Records } from '../ports.ts';
import { sha256Of } from '../secrets.ts';
import type { Publisher, Watches } from './watches.ts';

/** Above everything that WebSocket and HTTP use themselves; the reason says the rest. */
const closeCode = 4000;
const maxUnknownPerAddress = 20;
const maxLines = 200;

interface Deps {
  records: Pick<Records, 'hallOfToken' | 'hearingFacts'>;
  watches: Watches;
}

/** Takes the lines over which halls send what is shown of them. */
export function publishLines(deps: Deps): { upgrade: Upgrade; end: () => void } {
  const sockets = socketsWithin({ maxPayload: maxTagBytes, maxLines, maxUnknownPerAddress }, (socket, known) => new PublishLine(socket, deps, known));
  return {
    upgrade: sockets.upgrade,
    end() {
      deps.watches.endAll();
      sockets.end();
    },
  };
}

/** First it says whose programme it is, then come its tags, one in a frame. */
class PublishLine implements Publisher {
  readonly #socket: WebSocket;
  readonly #deps: Deps;
  readonly #known: () => void;
  #taking: { take: (tag: FlvTag) => void; leave: () => void } | null = null;
  #isGreeting = false;
  #silence: NodeJS.Timeout;

  constructor(socket: WebSocket, deps: Deps, known: () => void) {
    this.#socket = socket;
    this.#deps = deps;
    this.#known = known;
    this.#silence = setTimeout(() => this.end('no_hello'), helloWithinMs);
    socket.on('message', (data, isBinary) => this.#heard(data, isBinary));
    socket.on('ping', () => this.#isThere());
    socket.on('error', () => this.#gone()); // a frame too large, or no WebSocket at all: ws itself answers and closes
    socket.on('close', () => this.#gone());
  }

  tell(message: ToPublisher): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  end(reason: PublishRefusal): void {
    this.tell({ type: 'ended', reason });
    this.#socket.close(closeCode, reason);
    this.#gone();
  }

  #gone(): void {
    clearTimeout(this.#silence);
    this.#known();
    this.#taking?.leave();
    this.#taking = null;
    this.#isGreeting = true; // what still comes is not looked at
  }

  #isThere(): void {
    if (!this.#taking) return;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket.terminate(), silentAfterMs);
  }

  #heard(data: RawData, isBinary: boolean): void {
    this.#isThere();
    if (this.#taking && isBinary) return this.#take(this.#taking.take, new Uint8Array(data as Buffer));
    if (this.#isGreeting && !this.#taking) return undefined;
    const hello = this.#taking || isBinary ? null : readHello(data);
    if (!hello) return this.end('not_understood');
    this.#isGreeting = true;
    this.#greet(hello).catch(() => this.#socket.terminate()); // the records failed: the console tries again
    return undefined;
  }

  #take(take: (tag: FlvTag) => void, tag: FlvTag): void {
    if (isWholeTag(tag)) take(tag);
    else this.end('not_understood');
  }

  async #greet(hello: PublishHello): Promise<void> {
    const hall = await this.#deps.records.hallOfToken(sha256Of(hello.token));
    const hearing = hall && (await this.#deps.records.hearingFacts(hello.hearingId, []));
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (!hall || (hearing && hearing.hallId !== hall.hallId)) return this.end('unknown_token');
    const published = this.#deps.watches.publish(hall, hello, this);
    if (!published.ok) return this.end(published.error);
    this.#known();
    this.#taking = published.value;
    return this.#isThere();
  }
}

function readHello(data: RawData): PublishHello | null {
  try {
    const parsed = publishHelloSchema.safeParse(JSON.parse((data as Buffer).toString()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON
  }
}
