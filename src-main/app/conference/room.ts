import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isOpen } from '#shared/domain/remote/remote.ts';
import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import type { TestNotes } from './testNotes.ts';

const unknown = (participantId: string, nowMs: number): RemotePerson =>
  ({ participantId, hereSinceMs: null, admitted: false, muted: false, link: 'away', linkSinceMs: nowMs, report: null, quality: null, problem: null, sound: null, picture: null });

/** What is known of the room of one hearing, and who is told of it. */
export class Room {
  readonly hearingId: string;
  /** Null: it is the hearing's own. */
  readonly test: TestNotes | null;
  readonly #nowMs: () => number;
  readonly #people = new Map<string, RemotePerson>();
  iceServers: IceServer[] = [];
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

  person = (participantId: string): RemotePerson => this.#people.get(participantId) ?? unknown(participantId, this.#nowMs());

  change(participantId: string, change: Partial<RemotePerson>): void {
    const person = { ...this.person(participantId), ...change };
    this.#people.set(participantId, person);
    this.test?.take(person);
  }

  people = (): RemotePerson[] => [...this.#people.values()];
  here = (): string[] => this.people().filter(({ hereSinceMs }) => hereSinceMs !== null).map(({ participantId }) => participantId);

  forLinks = (here: string[]): ToLinksPage => ({ type: 'room', hearingId: this.hearingId, isTest: this.test !== null, here, iceServers: this.iceServers });

  /** Everything a window needs that begins to hold the links. */
  forPage(): ToLinksPage[] {
    if (this.isStopped) return [{ type: 'stopped' }];
    const standings = this.people().map(({ participantId, admitted, muted }): ToLinksPage => ({ type: 'standing', participantId, admitted, muted }));
    const kept = this.people().filter(({ picture }) => picture?.isAsked).map(({ participantId }): ToLinksPage => ({ type: 'keepPicture', hearingId: this.hearingId, participantId, isKept: true }));
    return [this.forLinks(this.here().filter((id) => !this.barred.has(id))), ...standings, ...kept]; // the court server may not know yet who is barred
  }
}

/** As the hearing stands. */
export function roomOf({ hearingId, remotes, sections }: Hearing, { nowMs, test, isStopped }: { nowMs: () => number; test: TestNotes | null; isStopped: boolean }): Room {
  const room = new Room(hearingId, nowMs, test);
  for (const { participantId, admitted, muted, barred } of remotes) {
    room.change(participantId, { admitted: isOpen(admitted), muted });
    if (barred) room.barred.add(participantId);
  }
  const section = sections.at(-1);
  room.isRecorded = section?.recorded ?? false;
  room.isClosed = section?.kind === 'closed_section';
  room.isStopped = isStopped;
  return room;
}

export const noRoom: ConferenceRoom = { hearingId: null, test: null, line: 'off', refusal: null, hasPage: false, isStopped: false, people: [] };
