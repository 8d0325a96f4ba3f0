import type { RawData, WebSocket } from 'ws';
import { helloWithinMs, maxFrameBytes, silentAfterMs, toServerSchema, type EndReason, type FromServer, type Hello, type ToServer } from '#shared/conference/messages.ts';
import { socketsWithin } from '../http/sockets.ts';
import type { Upgrade } from '../http/upgrades.ts';
import type { Records } from '../ports.ts';
import { sha256Of } from '../secrets.ts';
import type { Invitations } from './invitations.ts';
import { createPace } from './pace.ts';
import type { Line, Rooms } from './rooms.ts';

/** Lines that have not said who they are, of one address: a hall behind one router has no more pages than that coming in within five seconds. */
const maxUnknownPerAddress = 40;
const maxLines = 2000;
/** A page that reads slower than it is told things is cut; it comes back by itself. */
const unreadLimitBytes = 4 * 1024 * 1024;
/** Above everything that WebSocket and HTTP use themselves; the reason says the rest. */
const closeCode = 4000;

interface Deps {
  records: Pick<Records, 'hallOfToken' | 'hearingFacts'>;
  rooms: Rooms;
  invitations: Invitations;
}

/** Who speaks on a line, once it is known. */
type Speaker = { hearingId: string; participantId: string | null; untilMs: number; leave: () => void };

/** Takes the lines on the server's own port; `end` ends them all. */
export function conferenceLines(deps: Deps): { upgrade: Upgrade; end: () => void } {
  const sockets = socketsWithin({ maxPayload: maxFrameBytes, maxLines, maxUnknownPerAddress }, (socket, known) => new SocketLine(socket, deps, known));
  return {
    upgrade: sockets.upgrade,
    end() {
      deps.rooms.endAll('server_stops');
      sockets.end();
    },
  };
}

/** One page or console: first it says who it is, then it speaks and is heard, until either side is silent for too long. */
class SocketLine implements Line {
  readonly #socket: WebSocket;
  readonly #deps: Deps;
  readonly #known: () => void;
  readonly #pace = createPace({ perSecond: 100, atOnce: 400 });
  #speaker: Speaker | null = null;
  #isGreeting = false;
  #silence: NodeJS.Timeout;

  constructor(socket: WebSocket, deps: Deps, known: () => void) {
    this.#socket = socket;
    this.#deps = deps;
    this.#known = known;
    this.#silence = setTimeout(() => this.end('no_hello'), helloWithinMs);
    socket.on('message', (data, isBinary) => this.#heard(isBinary ? null : data));
    socket.on('error', () => this.#gone()); // a frame too large, or no WebSocket at all: ws itself answers and closes
    socket.on('close', () => this.#gone());
  }

  send(message: FromServer): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > unreadLimitBytes) return this.#socket.terminate();
    this.#socket.send(JSON.stringify(message));
  }

  end(reason: EndReason): void {
    this.send({ type: 'ended', reason });
    this.#socket.close(closeCode, reason);
    this.#gone();
  }

  #gone(): void {
    clearTimeout(this.#silence);
    this.#known();
    this.#speaker?.leave();
    this.#speaker = null;
  }

  #heard(data: RawData | null): void {
    if (!this.#pace.takes(performance.now())) return this.end('too_much');
    const message = read(data);
    if (!message) return this.end('not_understood');
    if (this.#speaker) return this.#spoken(this.#speaker, message);
    if (message.type !== 'hello' || this.#isGreeting) return this.end('not_understood');
    this.#isGreeting = true;
    this.#greet(message).catch(() => this.#socket.terminate()); // the records failed: the page tries again
    return undefined;
  }

  /** A line that is open ends with the invitation: it speaks once a second, and then it is looked. */
  #spoken({ hearingId, participantId, untilMs }: Speaker, message: ToServer): void {
    clearTimeout(this.#silence);
    if (Date.now() >= untilMs) return this.end('expired');
    this.#silence = setTimeout(() => this.#socket.terminate(), silentAfterMs);
    if (message.type === 'ping') return this.send({ type: 'pong', sentAtMs: message.sentAtMs, nowMs: Date.now() });
    if (message.type === 'hello') return this.end('not_understood');
    if (message.type === 'sfu') return this.#deps.rooms.toSfu(hearingId, participantId, message.data);
    if (participantId !== null) return this.#deps.rooms.fromParticipant(hearingId, participantId, message.data);
    if (message.to !== null) this.#deps.rooms.fromHall(hearingId, message.to, message.data);
    return undefined;
  }

  async #greet(hello: Hello): Promise<void> {
    const speaker = hello.as === 'hall' ? await this.#asHall(hello) : await this.#asParticipant(hello.token);
    if (typeof speaker === 'string') return this.end(speaker);
    this.#known();
    this.#speaker = speaker;
    if (this.#socket.readyState !== this.#socket.OPEN) return this.#gone();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket.terminate(), silentAfterMs);
    return undefined;
  }

  async #asHall({ token, hearingId }: Extract<Hello, { as: 'hall' }>): Promise<Speaker | EndReason> {
    const hall = await this.#deps.records.hallOfToken(sha256Of(token));
    const hearing = hall && (await this.#deps.records.hearingFacts(hearingId, []));
    if (!hall || (hearing && hearing.hallId !== hall.hallId)) return 'unknown_token';
    return { hearingId, participantId: null, untilMs: Infinity, leave: this.#deps.rooms.enterHall(hearingId, this) };
  }

  async #asParticipant(token: string): Promise<Speaker | EndReason> {
    const found = await this.#deps.invitations.ofToken(token);
    if (!found.ok) return found.error.code.replace('conference.', '') as EndReason;
    const { hearingId, untilMs, invitedTo: { participantId } } = found.value;
    return { hearingId, participantId, untilMs, leave: this.#deps.rooms.enterParticipant(hearingId, participantId, untilMs, this) };
  }
}

function read(data: RawData | null): ToServer | null {
  if (data === null) return null;
  try {
    const parsed = toServerSchema.safeParse(JSON.parse((data as Buffer).toString()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON
  }
}
