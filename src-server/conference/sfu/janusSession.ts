import { z } from 'zod';
import type { Socket, Timers } from '#shared/conference/line.ts';
import type { SfuAsk } from '#shared/conference/sfu.ts';

type Candidate = Extract<SfuAsk, { ask: 'candidate' }>['candidate'];

/** Of what Janus says the part that is used (https://janus.conf.meetecho.com/docs/rest.html). */
const messageSchema = z.object({
  janus: z.string(),
  transaction: z.string().optional(),
  sender: z.number().optional(),
  data: z.object({ id: z.number() }).optional(),
  plugindata: z.object({ data: z.looseObject({ error_code: z.number().optional(), error: z.string().optional() }) }).optional(),
  jsep: z.object({ type: z.enum(['offer', 'answer']), sdp: z.string() }).optional(),
});
type JanusMessage = z.infer<typeof messageSchema>;

export interface Answer {
  data: Readonly<Record<string, unknown>>;
  sdp: string | null;
}

export interface HandleEvents {
  /** Its connection with a browser carries. */
  onUp(): void;
  /** The connection is over, or Janus itself; the handle is of no use any more. */
  onGone(): void;
}

/** One connection of a browser with Janus, or the means to ask for a room. */
export interface Handle {
  /** Null: refused, or lost. */
  ask(body: object, jsep?: { type: 'offer' | 'answer'; sdp: string }): Promise<Answer | null>;
  candidate(candidate: Candidate): void;
  detach(): void;
}

export interface JanusOptions {
  open: () => Socket;
  /** `api_secret` of its settings. */
  secret: string | null;
  timers: Timers;
  newId: () => string;
  log: (line: string) => void;
}

const aliveEveryMs = 1000;
/** Without an answer for so long it is taken as gone, with all its connections; who wants one builds it anew. */
const silentMs = 3000;
const answerWithinMs = 5000;

/** One session with Janus over its WebSocket. It begins with the socket and ends with it; a new one is a new object. */
export class JanusSession {
  readonly #o: JanusOptions;
  readonly #socket: Socket;
  readonly #onEnd: () => void;
  readonly #handles = new Map<number, HandleEvents>();
  readonly #waiting = new Map<string, (message: JanusMessage | null) => void>();
  #id: number | null = null;
  #heardAtMs: number;
  #callOff: () => void = () => undefined;
  #isOver = false;

  private constructor(options: JanusOptions, onEnd: () => void) {
    this.#o = options;
    this.#onEnd = onEnd;
    this.#heardAtMs = options.timers.nowMs();
    this.#socket = options.open();
    this.#socket.onmessage = ({ data }) => this.#heard(data);
    this.#socket.onclose = () => this.end();
    this.#socket.onerror = () => this.end();
  }

  /** Null: Janus is not there, or does not know the secret. */
  static async open(options: JanusOptions, onEnd: () => void): Promise<JanusSession | null> {
    const session = new JanusSession(options, onEnd);
    return (await session.#begin()) ? session : null;
  }

  async attach(events: HandleEvents): Promise<Handle | null> {
    const id = (await this.#ask({ janus: 'attach', plugin: 'janus.plugin.videoroom' }))?.data?.id;
    if (id === undefined || this.#isOver) return null;
    this.#handles.set(id, events);
    const send = (message: object): void => this.#send({ ...message, handle_id: id });
    return {
      ask: async (body, jsep) => this.#answerIn(await this.#ask({ janus: 'message', handle_id: id, body, ...(jsep && { jsep }) })),
      candidate: (candidate) => send({ janus: 'trickle', transaction: this.#o.newId(), candidate: candidate ?? { completed: true } }),
      detach: () => { if (this.#handles.delete(id)) send({ janus: 'detach', transaction: this.#o.newId() }); },
    };
  }

  /** Janus ends with it all that was built in it. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#callOff();
    this.#socket.onclose = null;
    this.#socket.close();
    for (const answered of this.#waiting.values()) answered(null);
    const handles = [...this.#handles.values()];
    this.#handles.clear();
    this.#onEnd();
    for (const events of handles) events.onGone();
  }

  async #begin(): Promise<boolean> {
    const opened = new Promise<boolean>((resolve) => {
      const callOff = this.#o.timers.after(answerWithinMs, () => this.end());
      this.#socket.onopen = () => { callOff(); resolve(true); };
      this.#socket.onclose = () => { callOff(); this.end(); resolve(false); };
      this.#socket.onerror = () => { callOff(); this.end(); resolve(false); };
    });
    if (!(await opened)) return false;
    this.#socket.onclose = () => this.end();
    this.#id = (await this.#ask({ janus: 'create' }))?.data?.id ?? null;
    if (this.#id === null) this.end();
    else this.#beat();
    return this.#id !== null;
  }

  #beat = (): void => {
    if (this.#isOver) return undefined;
    if (this.#o.timers.nowMs() - this.#heardAtMs > silentMs) return this.end();
    this.#send({ janus: 'keepalive', transaction: this.#o.newId() });
    this.#callOff = this.#o.timers.after(aliveEveryMs, this.#beat);
    return undefined;
  };

  #ask(message: object): Promise<JanusMessage | null> {
    if (this.#isOver) return Promise.resolve(null);
    const transaction = this.#o.newId();
    return new Promise((resolve) => {
      const callOff = this.#o.timers.after(answerWithinMs, () => answered(null));
      const answered = (answer: JanusMessage | null): void => {
        callOff();
        this.#waiting.delete(transaction);
        resolve(answer);
      };
      this.#waiting.set(transaction, answered);
      this.#send({ ...message, transaction });
    });
  }

  #send(message: object): void {
    const { secret } = this.#o;
    if (!this.#isOver) this.#socket.send(JSON.stringify({ ...message, ...(this.#id !== null && { session_id: this.#id }), ...(secret !== null && { apisecret: secret }) }));
  }

  #heard(data: unknown): void {
    this.#heardAtMs = this.#o.timers.nowMs();
    const message = read(data);
    if (!message || message.janus === 'ack') return undefined; // the answer itself comes later
    const answered = this.#waiting.get(message.transaction ?? '');
    if (answered) return answered(message);
    if (message.janus === 'timeout') return this.end();
    return this.#happened(message);
  }

  #happened({ janus, sender = 0 }: JanusMessage): void {
    const events = this.#handles.get(sender);
    if (janus === 'webrtcup') return events?.onUp();
    if (janus !== 'hangup' && janus !== 'detached') return undefined;
    this.#handles.delete(sender);
    if (janus === 'hangup' && events) this.#send({ janus: 'detach', handle_id: sender, transaction: this.#o.newId() });
    return events?.onGone();
  }

  #answerIn(message: JanusMessage | null): Answer | null {
    const data = message?.plugindata?.data;
    if (!message || !data) return null;
    if (data.error_code === undefined) return { data, sdp: message.jsep?.sdp ?? null };
    this.#o.log(`janus: ${data.error_code} ${data.error ?? ''}`);
    return null;
  }
}

function read(data: unknown): JanusMessage | null {
  try {
    return messageSchema.parse(JSON.parse(String(data)));
  } catch {
    return null; // of another version; whoever waits for it gives up
  }
}
