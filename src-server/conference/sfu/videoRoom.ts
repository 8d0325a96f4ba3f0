import { z } from 'zod';
import type { Handle, HandleEvents, JanusSession } from './janusSession.ts';

/** Of one hearing; nobody else finds it, and nobody comes in without its word. */
interface RoomKey {
  room: number;
  secret: string;
  pin: string;
}

/** What is to be received: some of the tracks of one who publishes. */
export interface Source {
  feed: number;
  mids: readonly string[];
}

export interface Subscription {
  sdp: string;
  /** How the tracks are called in it. */
  mids: readonly string[];
}

const attachedSchema = z.object({ streams: z.array(z.object({ mid: z.string() })) });

/** A hundred accused are more than any court has. */
const mostPublishers = 200;

interface Deps {
  session: () => Promise<JanusSession | null>;
  randomNumber: () => number;
  newSecret: () => string;
}

/** One room of Janus's VideoRoom (https://janus.conf.meetecho.com/docs/videoroom.html), made when it is first needed and again after Janus was gone. */
export class VideoRoom {
  readonly #d: Deps;
  #made: Promise<{ key: RoomKey; handle: Handle } | null> | null = null;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** Null: Janus is not there. */
  async attach(events: HandleEvents): Promise<Handle | null> {
    this.#made ??= this.#make();
    if (!(await this.#made)) this.#made = null;
    return (await (await this.#d.session())?.attach(events)) ?? null;
  }

  /** Answers what a browser offers to send. */
  async publish(handle: Handle, feed: number, sdp: string): Promise<string | null> {
    const answer = await handle.ask({ request: 'joinandconfigure', ptype: 'publisher', id: feed, ...(await this.#door()) }, { type: 'offer', sdp });
    return answer?.sdp ?? null;
  }

  async subscribe(handle: Handle, { feed, mids }: Source): Promise<Subscription | null> {
    const streams = mids.map((mid) => ({ feed, mid }));
    const answer = await handle.ask({ request: 'join', ptype: 'subscriber', autoupdate: false, streams, ...(await this.#door()) });
    const attached = attachedSchema.safeParse(answer?.data);
    return typeof answer?.sdp === 'string' && attached.success ? { sdp: answer.sdp, mids: attached.data.streams.map(({ mid }) => mid) } : null;
  }

  start = async (handle: Handle, sdp: string): Promise<boolean> => (await handle.ask({ request: 'start' }, { type: 'answer', sdp })) !== null;

  /** Other tracks by the same connection: nothing is negotiated. */
  async switchTo(handle: Handle, { feed, mids }: Source, subscribed: readonly string[]): Promise<boolean> {
    const streams = mids.map((mid, i) => ({ feed, mid, sub_mid: subscribed[i] }));
    return (await handle.ask({ request: 'switch', streams })) !== null;
  }

  async destroy(): Promise<void> {
    const made = await this.#made;
    this.#made = null;
    if (!made) return;
    await made.handle.ask({ request: 'destroy', room: made.key.room, secret: made.key.secret });
    made.handle.detach();
  }

  async #door(): Promise<Omit<RoomKey, 'secret'> | null> {
    const made = await this.#made;
    return made && { room: made.key.room, pin: made.key.pin };
  }

  async #make(): Promise<{ key: RoomKey; handle: Handle } | null> {
    const { session, randomNumber, newSecret } = this.#d;
    const handle = (await (await session())?.attach({ onUp: () => undefined, onGone: () => { this.#made = null; } })) ?? null;
    const key = { room: randomNumber(), secret: newSecret(), pin: newSecret() };
    const settings = { is_private: true, publishers: mostPublishers, audiocodec: 'opus', videocodec: 'vp8', notify_joining: false };
    const created = await handle?.ask({ request: 'create', ...key, ...settings });
    return handle && created ? { key, handle } : null;
  }
}
