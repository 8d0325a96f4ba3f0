import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { ConferenceDesk } from '#main/app/conference/conferenceDesk.ts';
import { demoHall } from '#main/app/demoHall.ts';
import { EventFeed } from '#main/app/feed.ts';
import { conferenceHandlers } from '#main/app/handlers/conference.ts';
import { Hearings } from '#main/app/hearings.ts';
import type { LinkRow, LinkStore, RoomEvents } from '#main/app/ports/index.ts';
import type { Caller } from '#main/app/caller.ts';
import type { ToLinksPage } from '#shared/contract/conference.ts';
import type { SfuAsk, SfuRule } from '#shared/conference/sfu.ts';
import type { Said } from '#shared/conference/messages.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import type { BegunTest } from '#main/app/settings.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { remoteOf } from '#shared/domain/remote/remote.ts';
import { usualArrangement, type Arrangement } from '#shared/conference/stage.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { Credentials } from '#shared/conference/messages.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { MemoryEvents } from '../../../fakes/memoryEvents.ts';
import { MemoryTracks } from '../../../fakes/remoteTracks.ts';
import { exampleSchedule } from '../../../fakes/schedule.ts';

export const people = [
  { id: 'here', name: 'Сынақбек Үлгіұлы', role: 'claimant', attendance: 'hall' },
  { id: 'far', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'court' },
  { id: 'phone', name: 'Образцова Проба', role: 'defendant', attendance: 'own_device' },
  { id: 'lawyer', name: 'Өкіл Үлгі', role: 'representative', attendance: 'own_device' },
  { id: 'interpreter', name: 'Аудармашы Сынақ', role: 'interpreter', attendance: 'own_device' },
] as const;
export const server = { url: 'http://court.example', deviceToken: 'a-token-of-tests-only' };
export const secretary: Caller = { shell: 'web', remote: 'local', signedIn: { userId: 'u1', name: 'Хатшы', role: 'secretary', token: null } };
export const silent = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };

const ruleBook = new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined });
export const settle = () => vi.advanceTimersByTimeAsync(0);
export const lastOf = (type: string, line: { said: { to: string; data: Said }[] } | undefined) => line?.said.findLast(({ data }) => (data as { type: string }).type === type);

/** A console's desk with its hearing, before a court server that hears every word. */
export async function room({ issued = ok({ login: '12345678', password: 'once', path: '/join#12345678.once' }), participants = people }: { issued?: Result<Credentials>; participants?: readonly Participant[] } = {}) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const feed = new EventFeed(events);
  const hearings = new Hearings(events, feed, clock);
  const lines: { hearingId: string; events: RoomEvents; said: { to: string; data: Said }[]; asked: (SfuAsk | SfuRule)[]; isClosed: boolean }[] = [];
  const ended: unknown[][] = [];
  const saved = { arrangement: usualArrangement, test: null as BegunTest | null };
  const settings = { courtServer: async () => server, hall: async () => demoHall, arrangement: async () => saved.arrangement, saveArrangement: async (arrangement: Arrangement) => { saved.arrangement = arrangement; },
    testSession: async () => saved.test, saveTestSession: async (test: BegunTest | null) => { saved.test = test; } };
  const hall = { busyWith: null as string | null, shown: [] as boolean[] };
  const uploader = {
    invite: async () => issued, onChange: () => () => undefined,
    endInvitations: async (...args: unknown[]) => { ended.push(args); return ok(undefined); },
  };
  const kept: (LinkRow & { hearingId: string })[] = [];
  const links: LinkStore = {
    add: async (of, rows) => { kept.push(...rows.map((row) => ({ hearingId: of, ...row }))); },
    of: async ({ participantId, limit }) => kept.filter((row) => row.participantId === participantId).slice(-limit),
    forgetBefore: async () => undefined,
  };
  const make = () => new ConferenceDesk({
    hearings, events, feed, links, settings, uploader, hall: { currentId: () => hall.busyWith, show: async (isShown) => { hall.shown.push(isShown); } }, clock, log: silent, demandsOf: ruleBook.demandsOf, isPictureRecorded: ruleBook.isPictureRecorded,
    tracks: new MemoryTracks(), segments: { of: async () => [] }, onReceived: () => undefined,
    conference: {
      enter: (_, hearingId, roomEvents) => {
        const line = { hearingId, events: roomEvents, said: [] as { to: string; data: Said }[], asked: [] as (SfuAsk | SfuRule)[], isClosed: false };
        lines.push(line);
        return { say: (to, data) => { line.said.push({ to, data }); return true; }, toSfu: (ask) => { line.asked.push(ask); return true; }, close: () => { line.isClosed = true; } };
      },
    },
  });
  const desk = make();
  const add = async () => {
    const hearingId = randomUUID();
    await hearings.execute(hearingId, randomUUID(), { type: 'schedule', schedule: exampleSchedule({ participants: [...participants] }), origin: 'manual', serverHearingId: null, demo: true }, systemActor);
    return hearingId;
  };
  const hearingId = await add();
  const run = async (command: HearingCommand, of = hearingId) => {
    const result = await hearings.execute(of, randomUUID(), command, systemActor);
    await settle();
    return result;
  };
  const page: ToLinksPage[] = [];
  const handlers = conferenceHandlers({ desk, hearings, uploader, links, settings, clock });
  const remote = async (id: string) => remoteOf((await hearings.load(hearingId))?.hearing ?? { remotes: [] }, id);
  const comes = async (participantId: string) => { lines.at(-1)?.events.onMessage({ type: 'here', who: { participantId, sinceMs: 1 } }); await settle(); };
  const goes = async (participantId: string) => { lines.at(-1)?.events.onMessage({ type: 'away', participantId }); await settle(); };
  const says = (participantId: string, data: Said) => lines.at(-1)?.events.onMessage({ type: 'said', from: participantId, data });
  return { hall, kept, clock, desk, make, lines, ended, hearings, hearingId, add, run, page, handlers, remote, comes, goes, says };
}
