import type { SfuAsk, SfuRule, SfuTell } from '#shared/conference/sfu.ts';
import { JanusSession, type JanusOptions } from './janusSession.ts';
import { SfuRoom } from './sfuRoom.ts';
import { VideoRoom } from './videoRoom.ts';

interface SfuDeps extends JanusOptions {
  /** To the hall (null) or a participant of a hearing. */
  tell: (hearingId: string, to: string | null, tell: SfuTell) => void;
  randomNumber: () => number;
  newSecret: () => string;
}

/** The court's distributor: rooms of hearings at Janus. Only this server speaks with Janus; its address and its secret go to nobody. */
export class Sfu {
  readonly #d: SfuDeps;
  readonly #rooms = new Map<string, SfuRoom>();
  #session: Promise<JanusSession | null> | null = null;

  constructor(deps: SfuDeps) {
    this.#d = deps;
  }

  fromHall(hearingId: string, ask: SfuAsk | SfuRule): void {
    this.#room(hearingId).fromHall(ask);
  }

  fromParticipant(hearingId: string, participantId: string, ask: SfuAsk | SfuRule): void {
    this.#room(hearingId).fromParticipant(participantId, ask);
  }

  endParticipant(hearingId: string, participantId: string): void {
    this.#rooms.get(hearingId)?.endParticipant(participantId);
  }

  close(hearingId: string): void {
    const room = this.#rooms.get(hearingId);
    this.#rooms.delete(hearingId);
    void room?.close();
  }

  async stop(): Promise<void> {
    this.#rooms.clear();
    (await this.#session)?.end();
  }

  #room(hearingId: string): SfuRoom {
    const known = this.#rooms.get(hearingId);
    if (known) return known;
    const { tell, randomNumber, newSecret } = this.#d;
    const room = new SfuRoom({
      room: new VideoRoom({ session: this.#current, randomNumber, newSecret }), randomNumber,
      tell: (to, what) => tell(hearingId, to, what),
    });
    this.#rooms.set(hearingId, room);
    return room;
  }

  /** Asked for whenever one is needed: after Janus was gone the next who wants to be connected brings it back. */
  #current = (): Promise<JanusSession | null> => {
    this.#session ??= this.#begin();
    return this.#session;
  };

  async #begin(): Promise<JanusSession | null> {
    const forget = (): void => { this.#session = null; };
    const session = await JanusSession.open(this.#d, forget);
    if (!session) this.#d.log('janus: not there');
    return session;
  }
}
