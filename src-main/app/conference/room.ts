import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import { mostDirect } from '#shared/conference/sfu.ts';
import { pictureLimitFor, type PictureLimit } from '#shared/conference/pictureLimit.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { onlyTalks } from '#shared/domain/remote/channels.ts';
import { isOpen, lasting } from '#shared/domain/remote/remote.ts';
import type { TestNotes } from './testNotes.ts';

const unknown = (participantId: string, nowMs: number): RemotePerson =>
  ({ participantId, hereSinceMs: null, admitted: false, muted: false, talksWith: [], interpretsFor: [], link: 'away', linkSinceMs: nowMs, report: null, quality: null, problem: null, sound: null, picture: null });

/** What is known of the room of one hearing, and who is told of it. */
export class Room {
  readonly hearingId: string;
  /** Null: it is the hearing's own. */
  readonly test: TestNotes | null;
  readonly #nowMs: () => number;
  readonly #people = new Map<string, RemotePerson>();
  iceServers: IceServer[] = [];
  hasSfu = false;
  /** How many are to take part from elsewhere. */
  invited = 0;
  readonly names = new Map<string, string>();
  /** In the hall, connected for confidential talks alone. */
  readonly onlyTalk = new Set<string>();
  isRecorded = false;
  isStopped = false;
  /** The court sits closed to the public. */
  isClosed = false;
  /** Nobody hears them and nothing is sent to them. */
  readonly barred = new Set<string>();

  constructor(hearingId: string, nowMs: () => number, test: TestNotes | null = null) {
    this.hearingId = hearingId;
    this.test = test;
    this.#nowMs = nowMs;
  }

  /** Who takes part may change while the room is open. */
  follows({ schedule }: Pick<Hearing, 'schedule'>): void {
    this.invited = remoteIds({ schedule }).length;
    this.onlyTalk.clear();
    for (const person of schedule.participants) {
      this.names.set(person.id, person.name);
      if (onlyTalks(person)) this.onlyTalk.add(person.id);
    }
  }

  person = (participantId: string): RemotePerson => this.#people.get(participantId) ?? unknown(participantId, this.#nowMs());

  change(participantId: string, change: Partial<RemotePerson>): void {
    const person = { ...this.person(participantId), ...change };
    this.#people.set(participantId, person);
    this.test?.take(person);
  }

  people = (): RemotePerson[] => [...this.#people.values()];
  here = (): string[] => this.people().filter(({ hereSinceMs }) => hereSinceMs !== null).map(({ participantId }) => participantId);

  /** New links go through the court's distributor. */
  get isThroughSfu(): boolean {
    return this.hasSfu && this.invited > mostDirect;
  }

  get isTooMany(): boolean {
    return !this.hasSfu && this.invited > mostDirect;
  }

  get pictureLimit(): PictureLimit {
    return pictureLimitFor(this.invited);
  }

  /** As the page of this person is told them: by name. */
  channelsOf({ participantId, talksWith, interpretsFor }: RemotePerson): { talksWith: string[]; interpretsFor: string[]; interpretedBy: string[] } {
    const named = (ids: readonly string[]): string[] => ids.map((id) => this.names.get(id) ?? id);
    const interpreters = this.people().filter((other) => other.interpretsFor.includes(participantId)).map((other) => other.participantId);
    return { talksWith: named(talksWith), interpretsFor: named(interpretsFor), interpretedBy: named(interpreters) };
  }

  forLinks = (here: string[]): ToLinksPage => ({ type: 'room', hearingId: this.hearingId, isTest: this.test !== null, here, iceServers: this.iceServers, isThroughSfu: this.isThroughSfu, pictureLimit: this.pictureLimit });

  /** Everything a window needs that begins to hold the links. */
  forPage(): ToLinksPage[] {
    if (this.isStopped) return [{ type: 'stopped' }];
    const standings = this.people().map(standingOf);
    const kept = this.people().filter(({ picture }) => picture?.isAsked).map(({ participantId }): ToLinksPage => ({ type: 'keepPicture', hearingId: this.hearingId, participantId, isKept: true }));
    return [this.forLinks(this.here().filter((id) => !this.barred.has(id))), ...standings, ...kept]; // the court server may not know yet who is barred
  }
}

/** For the window with the links. */
export const standingOf = ({ participantId, admitted, muted, talksWith, interpretsFor }: RemotePerson): ToLinksPage =>
  ({ type: 'standing', participantId, admitted, muted, talksWith, interpretsFor });

/** What of a room the desk adds: the window with the links, and what it sends. */
export type OfWindow = 'hasPage' | 'arrangement' | 'cameraOut' | 'isHallHeard';

export const noRoom: Omit<ConferenceRoom, 'arrangement'> = { hearingId: null, test: null, line: 'off', refusal: null, hasPage: false, isStopped: false, isTooMany: false, people: [], cameraOut: null, isHallHeard: null };

/** As the hearing says it stands. */
export function roomOf(hearing: Hearing, { nowMs, test, isStopped }: { nowMs: () => number; test: TestNotes | null; isStopped: boolean }): Room {
  const room = new Room(hearing.hearingId, nowMs, test);
  room.follows(hearing);
  for (const { participantId, admitted, muted, barred, talks, interpreting } of hearing.remotes) {
    room.change(participantId, { admitted: isOpen(admitted), muted, talksWith: lasting(talks)?.withIds ?? [], interpretsFor: lasting(interpreting)?.forIds ?? [] });
    if (barred) room.barred.add(participantId);
  }
  const section = hearing.sections.at(-1);
  room.isRecorded = section?.recorded ?? false;
  room.isClosed = section?.kind === 'closed_section';
  room.isStopped = isStopped;
  return room;
}

/** Who is to take part from elsewhere. */
export const remoteIds = ({ schedule }: Pick<Hearing, 'schedule'>): string[] => schedule.participants.filter(({ attendance }) => attendance !== 'hall').map(({ id }) => id);
export const hasRemote = (hearing: Hearing): boolean => remoteIds(hearing).length > 0;
