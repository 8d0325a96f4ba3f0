import { fromServerSchema, heartbeatEveryMs, isFinal, type EndReason, type FromServer, type Hello, type Said, type ToServer } from './messages.ts';
import type { SfuAsk, SfuRule } from './sfu.ts';

/** The part of a WebSocket that is used: a browser's, or that of the package `ws`. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Timers {
  nowMs(): number;
  /** Returns how to call it off. */
  after(ms: number, act: () => void): () => void;
}

/** `ended`: by the server, for good. */
export type LineState = { name: 'connecting' } | { name: 'open' } | { name: 'waiting'; untilMs: number } | { name: 'ended'; reason: EndReason };

export interface LineEvents {
  onMessage(message: Exclude<FromServer, { type: 'pong' | 'ended' }>): void;
  onState(state: LineState): void;
}

/** A little less than what the server waits: a line that is cut is cut on both sides. */
const silentMs = 3200;
const openWithinMs = 5000;

/**
 * How long to wait before the attempt after so many failed ones. Browsers slow down pages that open sockets in a hurry;
 * from 1.6 s on they do not.
 */
export const retryPauseMs = (failures: number): number => Math.min(300 * 2 ** Math.max(0, failures - 1), 2400);

const askEveryMs = 200;

interface Options {
  open: () => Socket;
  /** Does the server answer at all? For where an attempt costs more than a question; never fails, and soon gives up. */
  isReachable?: () => Promise<boolean>;
  hello: Hello;
  timers: Timers;
  events: LineEvents;
}

/** A line to the court server that comes back by itself until it is closed, or the server says that it is over. */
export class ConferenceLine {
  readonly #o: Options;
  #socket: Socket | null = null;
  #state: LineState = { name: 'connecting' };
  #failures = 0;
  #heardAtMs = 0;
  #callOff: () => void = () => undefined;
  #closed = false;

  constructor(options: Options) {
    this.#o = options;
    this.#connect();
  }

  get state(): LineState {
    return this.#state;
  }

  /** False: nobody is there to hear it. Nothing is kept for later; who comes back begins anew. */
  say(to: string | null, data: Said): boolean {
    if (this.#state.name !== 'open') return false;
    this.#send({ type: 'say', to, data });
    return true;
  }

  /** To the court server itself, about its distributor. */
  toSfu(data: SfuAsk | SfuRule): boolean {
    if (this.#state.name !== 'open') return false;
    this.#send({ type: 'sfu', data });
    return true;
  }

  /** Something tells that the network is back: waiting is over. */
  hurry(): void {
    if (this.#state.name !== 'waiting') return;
    this.#failures = 0;
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  #connect(): void {
    this.#callOff();
    this.#become({ name: 'connecting' });
    const socket = this.#o.open();
    this.#socket = socket;
    this.#callOff = this.#o.timers.after(openWithinMs, () => this.#lost(socket));
    socket.onopen = () => { if (socket === this.#socket) this.#send(this.#o.hello); };
    socket.onmessage = ({ data }) => { if (socket === this.#socket) this.#heard(data); };
    socket.onclose = () => this.#lost(socket);
    socket.onerror = () => this.#lost(socket);
  }

  #heard(data: unknown): void {
    this.#heardAtMs = this.#o.timers.nowMs();
    const message = read(data);
    if (!message || message.type === 'pong') return;
    if (message.type === 'ended') return this.#end(message.reason);
    if (message.type === 'welcome') this.#opened();
    this.#o.events.onMessage(message);
  }

  #opened(): void {
    this.#failures = 0;
    this.#become({ name: 'open' });
    this.#beat();
  }

  #beat = (): void => {
    this.#callOff();
    const socket = this.#socket;
    if (socket && this.#o.timers.nowMs() - this.#heardAtMs > silentMs) return this.#lost(socket);
    this.#send({ type: 'ping', sentAtMs: this.#o.timers.nowMs() });
    this.#callOff = this.#o.timers.after(heartbeatEveryMs, this.#beat);
    return undefined;
  };

  #send(message: ToServer): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #lost(socket: Socket): void {
    if (socket !== this.#socket || this.#closed) return;
    this.#drop();
    this.#failures += 1;
    const pauseMs = retryPauseMs(this.#failures);
    this.#become({ name: 'waiting', untilMs: this.#o.timers.nowMs() + pauseMs });
    this.#callOff = this.#o.timers.after(pauseMs, () => this.#comeBack());
  }

  #comeBack(): void {
    const { isReachable } = this.#o;
    if (isReachable) this.#ask(isReachable);
    else this.#connect();
  }

  /** One question does not wait for the answer to another: one that went into a silent network is never answered. */
  #ask(isReachable: () => Promise<boolean>): void {
    const waiting = this.#state;
    void isReachable().then((isThere) => { if (isThere && this.#state === waiting && !this.#closed) this.#connect(); });
    this.#callOff = this.#o.timers.after(askEveryMs, () => this.#ask(isReachable));
  }

  #end(reason: EndReason): void {
    const socket = this.#socket;
    if (!isFinal(reason)) return socket ? this.#lost(socket) : undefined;
    this.close();
    return this.#become({ name: 'ended', reason });
  }

  #drop(): void {
    this.#callOff();
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.onerror = () => undefined; // an attempt called off is told as an error
    socket.close();
  }

  #become(state: LineState): void {
    this.#state = state;
    this.#o.events.onState(state);
  }
}

function read(data: unknown): FromServer | null {
  try {
    const parsed = fromServerSchema.safeParse(JSON.parse(String(data)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON
  }
}
