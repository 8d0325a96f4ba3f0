import type { SfuAsk } from '#shared/conference/sfu.ts';
import type { Handle } from './janusSession.ts';
import type { Source, VideoRoom } from './videoRoom.ts';

type Candidate = Extract<SfuAsk, { ask: 'candidate' }>['candidate'];

/** A name that only the browser's own network knows; Janus finds the way by what the browser sends it. */
const isHidden = (candidate: Candidate): boolean => candidate !== null && candidate.candidate.includes('.local ');

/** What one browser sends. */
export class Feed {
  readonly id: number;
  readonly mids: readonly string[];
  readonly #handle: Promise<Handle | null>;
  isUp = false;

  constructor(room: VideoRoom, id: number, sdp: string, events: { answered(sdp: string): void; up(): void; gone(): void }) {
    this.id = id;
    this.mids = [...sdp.matchAll(/^a=mid:(\S+)/gm)].map(([, mid]) => mid ?? '');
    this.#handle = room.attach({ onUp: () => { this.isUp = true; events.up(); }, onGone: () => { this.isUp = false; events.gone(); } });
    void this.#begin(room, sdp).then((answer) => (answer === null ? events.gone() : events.answered(answer)));
  }

  candidate(candidate: Candidate): void {
    if (!isHidden(candidate)) void this.#handle.then((handle) => handle?.candidate(candidate));
  }

  end(): void {
    this.isUp = false;
    void this.#handle.then((handle) => handle?.detach());
  }

  async #begin(room: VideoRoom, sdp: string): Promise<string | null> {
    const handle = await this.#handle;
    return handle && room.publish(handle, this.id, sdp);
  }
}

const isSame = (a: Source | null, b: Source): boolean => a !== null && a.feed === b.feed && a.mids.join(' ') === b.mids.join(' ');

/** What one browser receives: what it is to receive just now, which may be another thing at any moment. */
export class Watch {
  readonly #room: VideoRoom;
  readonly #wanted: () => Source | null;
  readonly #events: { offered(sdp: string): void; gone(): void };
  #handle: Handle | null = null;
  #given: Source | null = null;
  #subscribed: readonly string[] = [];
  #turn: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(room: VideoRoom, wanted: () => Source | null, events: { offered(sdp: string): void; gone(): void }) {
    this.#room = room;
    this.#wanted = wanted;
    this.#events = events;
  }

  /** Something may be wanted otherwise. One thing after the other; where Janus does not do as it was told, nothing is given any more. */
  look(): void {
    this.#turn = this.#turn.then(async () => {
      const wanted = this.#wanted();
      if (this.#isOver || !wanted || isSame(this.#given, wanted)) return;
      const isDone = this.#handle ? await this.#room.switchTo(this.#handle, wanted, this.#subscribed) : await this.#subscribe(wanted);
      if (isDone) this.#given = wanted;
      else this.#gone();
    });
  }

  answered(sdp: string): void {
    if (this.#handle) void this.#room.start(this.#handle, sdp).then((started) => { if (!started) this.#gone(); });
  }

  candidate(candidate: Candidate): void {
    if (!isHidden(candidate)) this.#handle?.candidate(candidate);
  }

  end(): void {
    this.#isOver = true;
    this.#handle?.detach();
    this.#handle = null;
  }

  async #subscribe(source: Source): Promise<boolean> {
    const handle = await this.#room.attach({ onUp: () => undefined, onGone: () => this.#gone() });
    const subscription = handle && (await this.#room.subscribe(handle, source));
    if (!subscription || this.#isOver) {
      handle?.detach();
      return this.#isOver;
    }
    this.#handle = handle;
    this.#subscribed = subscription.mids;
    this.#events.offered(subscription.sdp);
    return true;
  }

  #gone(): void {
    if (this.#isOver) return;
    this.end();
    this.#events.gone();
  }
}
