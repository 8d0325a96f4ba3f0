import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import type { IceServer } from '#shared/conference/messages.ts';

const unknown = (participantId: string, nowMs: number): RemotePerson =>
  ({ participantId, hereSinceMs: null, admitted: false, muted: false, talksWith: [], interpretsFor: [], link: 'away', linkSinceMs: nowMs, report: null, quality: null, problem: null, sound: null });

/** What is known of the room of one hearing, and who is told of it. */
export class Room {
  readonly hearingId: string;
  readonly #nowMs: () => number;
  readonly #people = new Map<string, RemotePerson>();
  iceServers: IceServer[] = [];
  readonly names = new Map<string, string>();
  isRecorded = false;
  isStopped = false;
  /** The court sits closed to the public. */
  isClosed = false;
  /** Nobody hears them and nothing is sent to them. */
  readonly barred = new Set<string>();

  constructor(hearingId: string, nowMs: () => number) {
    this.hearingId = hearingId;
    this.#nowMs = nowMs;
  }

  person = (participantId: string): RemotePerson => this.#people.get(participantId) ?? unknown(participantId, this.#nowMs());

  change(participantId: string, change: Partial<RemotePerson>): void {
    this.#people.set(participantId, { ...this.person(participantId), ...change });
  }

  people = (): RemotePerson[] => [...this.#people.values()];
  here = (): string[] => this.people().filter(({ hereSinceMs }) => hereSinceMs !== null).map(({ participantId }) => participantId);

  /** As the page of this person is told them: by name. */
  channelsOf({ participantId, talksWith, interpretsFor }: RemotePerson): { talksWith: string[]; interpretsFor: string[]; interpretedBy: string[] } {
    const named = (ids: readonly string[]): string[] => ids.map((id) => this.names.get(id) ?? id);
    const interpreters = this.people().filter((other) => other.interpretsFor.includes(participantId)).map((other) => other.participantId);
    return { talksWith: named(talksWith), interpretsFor: named(interpretsFor), interpretedBy: named(interpreters) };
  }

  /** Everything a window needs that begins to hold the links. */
  forPage(): ToLinksPage[] {
    if (this.isStopped) return [{ type: 'stopped' }];
    const standings = this.people().map(standingOf);
    const here = this.here().filter((id) => !this.barred.has(id)); // the court server may not know it yet
    return [{ type: 'room', hearingId: this.hearingId, here, iceServers: this.iceServers }, ...standings];
  }
}

/** For the window with the links. */
export const standingOf = ({ participantId, admitted, muted, talksWith, interpretsFor }: RemotePerson): ToLinksPage =>
  ({ type: 'standing', participantId, admitted, muted, talksWith, interpretsFor });

export const noRoom: ConferenceRoom = { hearingId: null, line: 'off', refusal: null, hasPage: false, isStopped: false, people: [] };
