import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import { mostDirect } from '#shared/conference/sfu.ts';
import type { IceServer } from '#shared/conference/messages.ts';

const unknown = (participantId: string, nowMs: number): RemotePerson =>
  ({ participantId, hereSinceMs: null, admitted: false, muted: false, link: 'away', linkSinceMs: nowMs, report: null, quality: null, problem: null, sound: null });

/** What is known of the room of one hearing, and who is told of it. */
export class Room {
  readonly hearingId: string;
  readonly #nowMs: () => number;
  readonly #people = new Map<string, RemotePerson>();
  iceServers: IceServer[] = [];
  hasSfu = false;
  /** How many are to take part from elsewhere. */
  invited = 0;
  isRecorded = false;
  isStopped = false;
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

  /** New links go through the court's distributor. */
  get isThroughSfu(): boolean {
    return this.hasSfu && this.invited > mostDirect;
  }

  get isTooMany(): boolean {
    return !this.hasSfu && this.invited > mostDirect;
  }

  /** Everything a window needs that begins to hold the links. */
  forPage(): ToLinksPage[] {
    if (this.isStopped) return [{ type: 'stopped' }];
    const standings = this.people().map(({ participantId, admitted, muted }): ToLinksPage => ({ type: 'standing', participantId, admitted, muted }));
    return [this.forLinks(this.here()), ...standings];
  }

  forLinks = (here: string[]): ToLinksPage => ({ type: 'room', hearingId: this.hearingId, here, iceServers: this.iceServers, isThroughSfu: this.isThroughSfu });
}

export const noRoom: ConferenceRoom = { hearingId: null, line: 'off', refusal: null, hasPage: false, isStopped: false, isTooMany: false, people: [] };
