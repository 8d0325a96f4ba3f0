import { ConferenceDesk } from '#main/app/conference/conferenceDesk.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import type { Conference, LinkRow, LinkStore, RoomEvents } from '#main/app/ports/index.ts';
import type { Said } from '#shared/conference/messages.ts';
import { usualArrangement, type Arrangement } from '#shared/conference/stage.ts';
import { ok } from '#shared/domain/result.ts';
import { hall } from './data.ts';
import { TestCalls } from '#main/app/conference/testCalls.ts';
import type { KeptTestCall } from '#shared/domain/remote/testCall.ts';
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
  #arrangement = usualArrangement;
  readonly settings = {
    courtServer: async () => server, hall: async () => hall, testCalls: async () => this.#calls, saveTestCalls: async (calls: KeptTestCall[]) => { this.#calls = calls; },
    arrangement: async () => this.#arrangement, saveArrangement: async (arrangement: Arrangement) => { this.#arrangement = arrangement; },
    testSession: async () => null, saveTestSession: async () => undefined,
  };
  readonly hall = { currentId: () => null, show: async () => undefined };
  /** What the hall said to participants. */
  readonly said: { to: string; data: Said }[] = [];
  #events: RoomEvents | null = null;
  #calls: KeptTestCall[] = [];
  readonly testCalls: TestCalls;

  constructor(memory: Memory) {
    const conference: Conference = {
      enter: (_, __, events) => {
        this.#events = events;
        events.onState('open');
        events.onMessage({ type: 'welcome', here: [], iceServers: [], nowMs: Date.now(), hasSfu: false });
        return { say: (to, data) => { this.said.push({ to, data }); return true; }, toSfu: () => true, close: () => undefined };
      },
    };
    this.desk = new ConferenceDesk({
      hearings: hearingsOver(memory), events: { heads: async () => headsOf(memory) }, feed: memory, uploader: this.uploader, hall: this.hall, settings: this.settings, demandsOf: ruleBook.demandsOf, isPictureRecorded: ruleBook.isPictureRecorded,
      links: this.links, tracks: new MemoryTracks(), segments: { of: async () => [] }, onReceived: () => undefined,
      clock: { nowMs: Date.now, monotonicMs: () => performance.now() }, log: quiet,
      conference,
    });
    const clock = { nowMs: Date.now };
    this.testCalls = new TestCalls({ conference, settings: this.settings, hall: this.hall, desk: this.desk, clock, uploader: { measure: async () => ok({ serverAheadMs: 0, roundTripMs: 12, upMbit: 48.3 }) } });
  }

  comes = (participantId: string): void => this.#events?.onMessage({ type: 'here', who: { participantId, sinceMs: Date.now() } });
  goes = (participantId: string): void => this.#events?.onMessage({ type: 'away', participantId });
  says = (participantId: string, data: Said): void => this.#events?.onMessage({ type: 'said', from: participantId, data });
}
