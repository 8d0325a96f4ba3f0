import type { SoundFromPage } from '#shared/conference/sound.ts';
import { lineFromParticipantSchema } from '#shared/conference/talk.ts';
import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { RoomMessage } from '../ports/index.ts';
import type { HallLine } from './hallLine.ts';
import type { RemoteSound } from './remoteSound.ts';
import type { OfWindow, Room } from './room.ts';

/** A room whose hearing is over: nobody is seen or heard any more, and what their pages still keep of their own sound is taken. The next room opens beside it. */
export class Receiving {
  readonly #room: Room;
  readonly #line: HallLine;
  readonly #sound: RemoteSound;
  readonly #now: () => number;

  constructor(room: Room, line: HallLine, sound: RemoteSound, now: () => number) {
    [this.#room, this.#line, this.#sound, this.#now] = [room, line, sound, now];
  }

  state = (): Omit<ConferenceRoom, OfWindow> => ({ hearingId: this.#room.hearingId, test: null, ...this.#line.state(), isStopped: this.#room.isStopped, isTooMany: false, people: this.#room.people() });

  /** Who comes back is told that it is over, and hands over what their page has. */
  heard(message: RoomMessage): void {
    if (message.type === 'welcome') return this.#welcomed(message.here.map(({ participantId }) => participantId));
    if (message.type === 'here') return this.#arrived(message.who.participantId);
    if (message.type === 'away') return this.#room.change(message.participantId, { hereSinceMs: null });
    if (message.type === 'sfu') return undefined; // of a link that has ended
    const said = lineFromParticipantSchema.safeParse(message.data);
    if (said.success && isOfSound(said.data) && !this.#room.barred.has(message.from)) this.#sound.heard(message.from, said.data);
    return undefined;
  }

  /** Everything has come, or is not waited for any longer. */
  async finish(): Promise<void> {
    for (const { participantId } of this.#room.people()) this.#tellOver(participantId);
    try {
      await this.#sound.finish();
    } finally {
      this.#line.close();
    }
  }

  followServer = (): Promise<void> => this.#line.followServer();
  close = (): void => this.#line.close();

  #welcomed(there: readonly string[]): void {
    for (const id of this.#room.here()) if (!there.includes(id)) this.#room.change(id, { hereSinceMs: null });
    for (const id of there) this.#arrived(id);
  }

  #arrived(participantId: string): void {
    if (this.#room.barred.has(participantId)) return;
    this.#room.change(participantId, { hereSinceMs: this.#room.person(participantId).hereSinceMs ?? this.#now() });
    this.#tellOver(participantId);
    this.#sound.comesBack(participantId);
  }

  /** Their page ends its own link, and says why it is still there. */
  #tellOver(participantId: string): void {
    this.#room.change(participantId, { admitted: false });
    const { muted } = this.#room.person(participantId);
    this.#line.say(participantId, { type: 'admission', admitted: false, muted, isRecorded: false, isStopped: this.#room.isStopped, isClosed: this.#room.isClosed, isOver: true, pictureLimit: this.#room.pictureLimit });
  }
}

const soundTypes: readonly string[] = ['sound', 'soundEnd', 'soundUnable', 'soundUnsafe', 'clock'] satisfies SoundFromPage['type'][];
export const isOfSound = (said: { type: string }): said is SoundFromPage => soundTypes.includes(said.type);
