import type { Socket } from '#shared/conference/line.ts';

interface Asked {
  janus: string;
  transaction: string;
  apisecret?: string;
  session_id?: number;
  handle_id?: number;
  body?: { request: string; ptype?: string; id?: number; room?: number; pin?: string; streams?: { feed: number; mid: string; sub_mid?: string }[] };
  jsep?: { type: string; sdp: string };
  candidate?: { candidate?: string; completed?: boolean };
}

interface Subscriber {
  feed: number;
  mids: string[];
}

/** Janus as its published protocol has it, for one socket after the other: rooms, who publishes, who receives what. */
export class FakeJanus {
  readonly asked: Asked[] = [];
  /** By handle. */
  readonly publishers = new Map<number, number>();
  readonly subscribers = new Map<number, Subscriber>();
  rooms = new Map<number, { pin: string }>();
  isThere = true;
  refuses: string | null = null;
  /** Says nothing any more, and its socket stays open: a machine that hangs. */
  isMute = false;
  /** What it has to say, while it is slow to say it. */
  #held: (() => void)[] | null = null;
  #sockets = 0;
  #ids = 100;
  #socket: Socket | null = null;

  open = (): Socket => {
    this.#sockets += 1;
    const socket: Socket = { onopen: null, onmessage: null, onclose: null, onerror: null, send: (text) => { if (this.isThere) this.#heard(socket, JSON.parse(text) as Asked); }, close: () => this.#forget() };
    this.#socket = socket;
    queueMicrotask(() => (this.isThere ? socket.onopen?.(undefined as never) : socket.onclose?.(undefined as never)));
    return socket;
  };

  get sockets(): number {
    return this.#sockets;
  }

  /** The browser of this handle is connected with it. */
  up = (handle: number | undefined): void => this.#say({ janus: 'webrtcup', sender: handle });
  hangup = (handle: number | undefined): void => this.#say({ janus: 'hangup', sender: handle, reason: 'ICE failed' });
  crash(): void {
    const socket = this.#socket;
    this.#forget();
    socket?.onclose?.(undefined as never);
  }

  handleOf = (feed: number | undefined): number | undefined => [...this.publishers].find(([, id]) => id === feed)?.[0];
  asks = (request: string): Asked[] => this.asked.filter(({ body }) => body?.request === request);

  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const say of held) say();
  }

  #forget(): void {
    this.publishers.clear();
    this.subscribers.clear();
    this.rooms = new Map();
  }

  #say(message: object, socket = this.#socket): void {
    const say = (): void => { if (!this.isMute) socket?.onmessage?.({ data: JSON.stringify(message) }); };
    if (this.#held) this.#held.push(say);
    else say();
  }

  #heard(socket: Socket, asked: Asked): void {
    if (asked.janus !== 'keepalive') this.asked.push(asked);
    const { transaction, handle_id: sender = 0 } = asked;
    const success = (id: number): void => this.#say({ janus: 'success', transaction, data: { id } }, socket);
    if (asked.apisecret !== 'secret') return this.#say({ janus: 'error', transaction, error: { code: 403, reason: 'Unauthorized request' } }, socket);
    if (asked.janus === 'create' || asked.janus === 'attach') return success(this.#ids += 1);
    if (asked.janus === 'detach') return this.#detached(sender);
    this.#say({ janus: 'ack', transaction }, socket);
    if (asked.janus !== 'message' || !asked.body) return undefined;
    const { jsep, ...data } = this.#plugin(sender, asked.body, asked.jsep);
    return this.#say({ janus: 'event', transaction, sender, plugindata: { plugin: 'janus.plugin.videoroom', data }, ...(jsep && { jsep }) }, socket);
  }

  #detached(sender: number): void {
    this.publishers.delete(sender);
    this.subscribers.delete(sender);
  }

  #plugin(sender: number, body: NonNullable<Asked['body']>, jsep: Asked['jsep']): { jsep?: object; [name: string]: unknown } {
    const { request, ptype, room = 0, pin = '', id = 0, streams = [] } = body;
    const refused = (code: number, error: string) => ({ videoroom: 'event', error_code: code, error });
    if (request === this.refuses) return refused(499, 'not now');
    if (request === 'create') { this.rooms.set(room, { pin }); return { videoroom: 'created', room }; }
    if (request === 'destroy') { this.rooms.delete(room); return { videoroom: 'destroyed', room }; }
    if (request === 'start') return { videoroom: 'event', started: 'ok' };
    if (request === 'switch') { this.subscribers.set(sender, subscriberOf(streams)); return { videoroom: 'event', switched: 'ok' }; }
    if (this.rooms.get(room)?.pin !== pin) return refused(426, 'No such room');
    if (ptype === 'subscriber') {
      if (![...this.publishers.values()].includes(streams[0]?.feed ?? 0)) return refused(428, 'No such feed');
      this.subscribers.set(sender, subscriberOf(streams));
      return { videoroom: 'attached', streams: streams.map((_, i) => ({ mid: String(i) })), jsep: { type: 'offer', sdp: `offer ${sender}` } };
    }
    this.publishers.set(sender, id);
    return { videoroom: 'joined', id, jsep: { type: 'answer', sdp: `answer to ${jsep?.sdp.split('\n')[0] ?? ''}` } };
  }
}

const subscriberOf = (streams: readonly { feed: number; mid: string }[]): Subscriber => ({ feed: streams[0]?.feed ?? 0, mids: streams.map(({ mid }) => mid) });
