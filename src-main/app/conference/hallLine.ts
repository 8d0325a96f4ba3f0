import { endReasons, type EndReason, type Said } from '#shared/conference/messages.ts';
import type { SfuAsk, SfuRule } from '#shared/conference/sfu.ts';
import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { Conference, RoomLine, RoomMessage } from '../ports/index.ts';
import type { CourtServerSettings, Settings } from '../settings.ts';

interface Deps {
  conference: Conference;
  settings: Pick<Settings, 'courtServer'>;
}

interface Wanted {
  hearingId: string;
  onMessage: (message: RoomMessage) => void;
}

/** The hall's line to one room at the court server, whichever court server is set just now. */
export class HallLine {
  readonly #d: Deps;
  readonly #onChange: () => void;
  #wanted: Wanted | null = null;
  #line: RoomLine | null = null;
  #server: CourtServerSettings | null = null;
  #state: 'connecting' | 'open' | EndReason = 'connecting';

  constructor(deps: Deps, onChange: () => void) {
    this.#d = deps;
    this.#onChange = onChange;
  }

  state(): Pick<ConferenceRoom, 'line' | 'refusal'> {
    const refusal = isRefusal(this.#state) ? this.#state : null;
    return { line: refusal ? 'refused' : this.#state === 'open' ? 'open' : this.#line ? 'connecting' : 'off', refusal };
  }

  open(hearingId: string, onMessage: (message: RoomMessage) => void): Promise<void> {
    this.#wanted = { hearingId, onMessage };
    return this.#begin(this.#wanted);
  }

  /** Another court server, or another token for it: the line goes there. */
  async followServer(): Promise<void> {
    const server = await this.#d.settings.courtServer();
    if (this.#wanted && JSON.stringify(server) !== JSON.stringify(this.#server)) await this.#begin(this.#wanted);
  }

  say = (participantId: string, data: Said): boolean => this.#line?.say(participantId, data) ?? false;

  toSfu = (data: SfuAsk | SfuRule): boolean => this.#line?.toSfu(data) ?? false;

  close(): void {
    this.#wanted = null;
    this.#line?.close();
    this.#line = null;
  }

  async #begin(wanted: Wanted): Promise<void> {
    this.#line?.close();
    this.#line = null;
    this.#state = 'connecting';
    const server = await this.#d.settings.courtServer();
    this.#server = server;
    if (!server || this.#wanted !== wanted) return this.#onChange();
    this.#line = this.#d.conference.enter(server, wanted.hearingId, {
      onMessage: (message) => { if (this.#wanted === wanted) wanted.onMessage(message); },
      onState: (state) => { this.#state = state; this.#onChange(); },
    });
    return undefined;
  }
}

const isRefusal = (state: string): state is EndReason => (endReasons as readonly string[]).includes(state);
