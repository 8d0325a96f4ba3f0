import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import type { IceServer } from '#shared/conference/messages.ts';

const unknown = (participantId: string, nowMs: number): RemotePerson =>
  ({ participantId, hereSinceMs: null, admitted: false, muted: false, link: 'away', linkSinceMs: nowMs, report: null, quality: null, problem: null, sound: null, picture: null });

/** What is known of the room of one hearing, and who is told of it. */
export class Room {
  readonly hearingId: string;
  readonly #nowMs: () => number;
  readonly #people = new Map<string, RemotePerson>();
  iceServers: IceServer[] = [];
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

  /** Everything a window needs that begins to hold the links. */
  forPage(): ToLinksPage[] {
    if (this.isStopped) return [{ type: 'stopped' }];
    const standings = this.people().map(({ participantId, admitted, muted }): ToLinksPage => ({ type: 'standing', participantId, admitted, muted }));
    const here = this.here().filter((id) => !this.barred.has(id)); // the court server may not know it yet
    const kept = this.people().filter(({ picture }) => picture?.isAsked).map(({ participantId }): ToLinksPage => ({ type: 'keepPicture', hearingId: this.hearingId, participantId, isKept: true }));
    return [{ type: 'room', hearingId: this.hearingId, here, iceServers: this.iceServers }, ...standings, ...kept];
  }
}

export const noRoom: ConferenceRoom = { hearingId: null, line: 'off', refusal: null, hasPage: false, isStopped: false, people: [] };
