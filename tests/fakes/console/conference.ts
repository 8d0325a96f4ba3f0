import { ConferenceDesk } from '#main/app/conference/conferenceDesk.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import type { LinkRow, LinkStore, RoomEvents } from '#main/app/ports/index.ts';
import type { Said } from '#shared/conference/messages.ts';
import { ok } from '#shared/domain/result.ts';
import { MemoryTracks } from '../remoteTracks.ts';
import { headsOf, hearingsOver, type Memory } from './memory.ts';

const ruleBook = new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined });
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const server = { url: 'http://court.example', deviceToken: 'a-token-of-tests-only' };

/** The real room of a hearing; the court server's part of it, and who comes in, is played. */
export class FakeConference {
  readonly desk: ConferenceDesk;
  readonly uploader = {
    invite: async ({ participantId }: { participantId: string }) => ok({ login: '48217730', password: 'kx7m4tq9wz2p', path: `/join#48217730.${participantId}` }),
    endInvitations: async () => ok(undefined),
    onChange: () => () => undefined,
  };
  /** What was measured, as the console keeps it. */
  readonly kept: LinkRow[] = [];
  readonly links: LinkStore = {
    add: async (_, rows) => { this.kept.push(...rows); },
    of: async ({ participantId, sinceMs, limit }) => this.kept.filter((row) => row.participantId === participantId && row.atMs >= sinceMs).slice(-limit),
    forgetBefore: async () => undefined,
  };
  readonly settings = { courtServer: async () => server };
  /** What the hall said to participants. */
  readonly said: { to: string; data: Said }[] = [];
  #events: RoomEvents | null = null;

  constructor(memory: Memory) {
    this.desk = new ConferenceDesk({
      hearings: hearingsOver(memory), events: { heads: async () => headsOf(memory) }, feed: memory, uploader: this.uploader, settings: this.settings, demandsOf: ruleBook.demandsOf,
      links: this.links, tracks: new MemoryTracks(), segments: { of: async () => [] }, onReceived: () => undefined,
      clock: { nowMs: Date.now, monotonicMs: () => performance.now() }, log: quiet,
      conference: {
        enter: (_, __, events) => {
          this.#events = events;
          events.onState('open');
          events.onMessage({ type: 'welcome', here: [], iceServers: [], nowMs: Date.now(), hasSfu: false });
          return { say: (to, data) => { this.said.push({ to, data }); return true; }, toSfu: () => true, close: () => undefined };
        },
      },
    });
  }

  comes = (participantId: string): void => this.#events?.onMessage({ type: 'here', who: { participantId, sinceMs: Date.now() } });
  goes = (participantId: string): void => this.#events?.onMessage({ type: 'away', participantId });
  says = (participantId: string, data: Said): void => this.#events?.onMessage({ type: 'said', from: participantId, data });
}
