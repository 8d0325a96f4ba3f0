import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import { mostDirect } from '#shared/conference/sfu.ts';
import type { IceServer } from '#shared/conference/messages.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
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
  hasSfu = false;
  /** How many are to take part from elsewhere. */
  invited = 0;
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

  /** New links go through the court's distributor. */
  get isThroughSfu(): boolean {
    return this.hasSfu && this.invited > mostDirect;
  }

  get isTooMany(): boolean {
    return !this.hasSfu && this.invited > mostDirect;
  }

  forLinks = (here: string[]): ToLinksPage => ({ type: 'room', hearingId: this.hearingId, isTest: this.test !== null, here, iceServers: this.iceServers, isThroughSfu: this.isThroughSfu });

  /** Everything a window needs that begins to hold the links. */
  forPage(): ToLinksPage[] {
    if (this.isStopped) return [{ type: 'stopped' }];
    const standings = this.people().map(({ participantId, admitted, muted }): ToLinksPage => ({ type: 'standing', participantId, admitted, muted }));
    const kept = this.people().filter(({ picture }) => picture?.isAsked).map(({ participantId }): ToLinksPage => ({ type: 'keepPicture', hearingId: this.hearingId, participantId, isKept: true }));
    return [this.forLinks(this.here().filter((id) => !this.barred.has(id))), ...standings, ...kept]; // the court server may not know yet who is barred
  }
}

export const noRoom: Omit<ConferenceRoom, 'arrangement'> = { hearingId: null, test: null, line: 'off', refusal: null, hasPage: false, isStopped: false, isTooMany: false, people: [] };

/** Who is to take part from elsewhere. */
export const remoteIds = ({ schedule }: Hearing): string[] => schedule.participants.filter(({ attendance }) => attendance !== 'hall').map(({ id }) => id);
export const hasRemote = (hearing: Hearing): boolean => remoteIds(hearing).length > 0;
