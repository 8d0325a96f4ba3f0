import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
import { pictureLimitFor } from '#shared/conference/pictureLimit.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { remoteOf } from '#shared/domain/remote/remote.ts';
import { automaticCamera, type CameraChoice } from '#shared/conference/cameraOut.ts';
import { cameraIn, usualArrangement, type Arrangement } from '#shared/conference/stage.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Credentials } from '#shared/conference/messages.ts';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import { steady, withFault } from '../conference/quality/series.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { MemoryTracks } from '../../fakes/remoteTracks.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

const people = [
  { id: 'here', name: 'Сынақбек Үлгіұлы', role: 'claimant', attendance: 'hall' },
  { id: 'far', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'court' },
  { id: 'phone', name: 'Образцова Проба', role: 'defendant', attendance: 'own_device' },
  { id: 'lawyer', name: 'Өкіл Үлгі', role: 'representative', attendance: 'own_device' },
  { id: 'interpreter', name: 'Аудармашы Сынақ', role: 'interpreter', attendance: 'own_device' },
] as const;
const server = { url: 'http://court.example', deviceToken: 'a-token-of-tests-only' };
const secretary: Caller = { shell: 'web', remote: 'local', signedIn: { userId: 'u1', name: 'Хатшы', role: 'secretary', token: null } };
const silent = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const ruleBook = new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined });
const settle = () => vi.advanceTimersByTimeAsync(0);
const lastOf = (type: string, line: { said: { to: string; data: Said }[] } | undefined) => line?.said.findLast(({ data }) => (data as { type: string }).type === type);

async function room({ issued = ok({ login: '12345678', password: 'once', path: '/join#12345678.once' }), participants = people }: { issued?: Result<Credentials>; participants?: readonly Participant[] } = {}) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const feed = new EventFeed(events);
  const hearings = new Hearings(events, feed, clock);
  const lines: { hearingId: string; events: RoomEvents; said: { to: string; data: Said }[]; asked: (SfuAsk | SfuRule)[]; isClosed: boolean }[] = [];
  const ended: unknown[][] = [];
  const saved = { arrangement: usualArrangement };
  const settings = { courtServer: async () => server, hall: async () => demoHall, arrangement: async () => saved.arrangement, saveArrangement: async (arrangement: Arrangement) => { saved.arrangement = arrangement; } };
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

test('a room opens when people begin to connect, and is over with the hearing', async () => {
  const { run, lines, desk, ended, hearingId } = await room();
  expect(desk.state()).toMatchObject({ hearingId: null, line: 'off' });
  await run({ type: 'connect' });
  expect(lines).toHaveLength(1);
  lines[0]?.events.onState('open');
  expect(desk.state()).toMatchObject({ hearingId, line: 'open', hasPage: false });
  await run({ type: 'postpone', reason: 'қайта', nextAtMs: null });
  expect(lines[0]?.isClosed).toBe(true);
  expect(ended).toEqual([[hearingId, null, 'closed']]);
  expect(desk.state().hearingId).toBeNull();
});

test('a console that starts again in the middle goes on with the room, and who was let in still is', async () => {
  const { run, make, comes, lines } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await run({ type: 'admit', participantId: 'phone' });
  const again = make();
  await again.resume();
  expect(lines).toHaveLength(2);
  lines[1]?.events.onMessage({ type: 'welcome', here: [{ participantId: 'phone', sinceMs: 1 }], iceServers: [], nowMs: 1, hasSfu: false });
  await settle();
  expect(again.state().people).toMatchObject([{ participantId: 'phone', admitted: true }]);
  expect(lines[1]?.said).toContainEqual({ to: 'phone', data: { type: 'admission', admitted: true, muted: false, isRecorded: false, isStopped: false, isClosed: false, isOver: false, isTest: false, pictureLimit: pictureLimitFor(4), talksWith: [], interpretsFor: [], interpretedBy: [] } });
});

test('who comes and stays away is part of the hearing; a cut of a few seconds is not a leave', async () => {
  const { run, comes, goes, remote } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await goes('phone');
  await vi.advanceTimersByTimeAsync(10_000);
  await comes('phone');
  expect((await remote('phone')).here).toMatchObject([{ toMs: null }]);
  await goes('phone');
  await vi.advanceTimersByTimeAsync(31_000);
  expect((await remote('phone')).here).toMatchObject([{ toMs: expect.any(Number) as number }]);
});

test('nobody is let in who is not there; who is there is, and both ends hear it', async () => {
  const { run, comes, handlers, hearingId, lines, desk, page } = await room();
  await run({ type: 'connect' });
  desk.attachPage((item) => page.push(item));
  const admit = (participantId: string) => handlers['conference.admit']({ commandId: randomUUID(), hearingId, participantId, admitted: true }, secretary);
  expect(await admit('far')).toMatchObject({ ok: false, error: { code: 'conference.not_here' } });
  expect(await admit('here')).toMatchObject({ ok: false, error: { code: 'conference.not_remote' } });
  await comes('phone');
  expect(await admit('phone')).toMatchObject({ ok: true });
  expect(page).toContainEqual({ type: 'standing', participantId: 'phone', admitted: true, muted: false, talksWith: [], interpretsFor: [] });
  expect(lastOf('admission', lines[0])).toMatchObject({ to: 'phone', data: { type: 'admission', admitted: true } });
});

test('they are told when recording begins and when it stops', async () => {
  const { run, comes, lines, hearings, hearingId } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await run({ type: 'open', tracks: [] });
  const sectionId = (await hearings.load(hearingId))?.hearing.starting?.sectionId ?? '';
  await run({ type: 'sectionCameUp', sectionId, atMs: 0 });
  expect(lastOf('admission', lines[0])).toMatchObject({ data: { isRecorded: true } });
  await run({ type: 'recess', reason: 'түскі үзіліс' });
  expect(lastOf('admission', lines[0])).toMatchObject({ data: { isRecorded: false } });
});

test('the link of somebody who was let in: its cut and its return are kept, once each; in the waiting room they are not', async () => {
  const { run, comes, handlers, remote, clock } = await room();
  const stands = (link: 'reconnecting' | 'connected') => handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link, sinceAgoMs: 1200 }, secretary);
  await run({ type: 'connect' });
  await comes('phone');
  await stands('reconnecting');
  expect((await remote('phone')).cuts).toEqual([]);
  await run({ type: 'admit', participantId: 'phone' });
  await stands('reconnecting');
  await stands('reconnecting');
  expect((await remote('phone')).cuts).toEqual([{ fromMs: Math.round(clock.nowMs() - 1200), toMs: null }]);
  await stands('connected');
  expect((await remote('phone')).cuts).toMatchObject([{ toMs: expect.any(Number) as number }]);
});

test('when the window with the links is closed, who was let in is cut off; who only waits is not there to be cut off', async () => {
  const { run, comes, desk, handlers, remote } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await run({ type: 'admit', participantId: 'phone' });
  const close = desk.attachPage(() => undefined);
  await handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'connected', sinceAgoMs: 0 }, secretary);
  close();
  await settle();
  expect(desk.state()).toMatchObject({ hasPage: false, people: [{ link: 'away' }] });
  expect((await remote('phone')).cuts).toMatchObject([{ toMs: null }]);
});

test('another window takes the links over; the one before is told', async () => {
  const { run, comes, desk } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  const [first, second]: ToLinksPage[][] = [[], []];
  const leaveFirst = desk.attachPage((item) => first?.push(item));
  desk.attachPage((item) => second?.push(item));
  expect(first?.at(-1)).toEqual({ type: 'replaced' });
  expect(second?.[0]).toMatchObject({ type: 'room', here: ['phone'] });
  leaveFirst();
  expect(desk.state().hasPage).toBe(true);
});

test('what a page says that is no message of ours is left out and noted; a problem is seen until somebody has answered it', async () => {
  const { run, comes, says, desk, handlers, hearingId } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  says('phone', { type: 'unheard of' });
  expect(silent.warn).toHaveBeenCalled();
  says('phone', { type: 'problem', text: 'no_sound' });
  expect(desk.state().people[0]?.problem).toMatchObject({ text: 'no_sound' });
  await handlers['conference.answerProblem']({ commandId: randomUUID(), hearingId, participantId: 'phone' }, secretary);
  expect(desk.state().people[0]?.problem).toBeNull();
});

test('K7-15(4): credentials are the court server\'s; what it refuses is not kept', async () => {
  const good = await room();
  const target = (hearingId: string, participantId: string) => ({ commandId: randomUUID(), hearingId, participantId });
  expect(await good.handlers['conference.invite'](target(good.hearingId, 'phone'), secretary)).toMatchObject({ ok: true, value: { url: 'http://court.example/join#12345678.once' } });
  expect((await good.remote('phone')).invitation?.login).toBe('12345678');
  expect(await good.handlers['conference.invite'](target(good.hearingId, 'here'), secretary)).toMatchObject({ ok: false, error: { code: 'conference.not_remote' } });
  await good.handlers['conference.revoke']({ ...target(good.hearingId, 'phone'), why: 'excluded' }, secretary);
  expect((await good.remote('phone')).invitation).toBeNull();
  const bad = await room({ issued: err(appError('court_server.unreachable')) });
  expect(await bad.handlers['conference.invite'](target(bad.hearingId, 'phone'), secretary)).toMatchObject({ ok: false });
  expect((await bad.remote('phone')).invitation).toBeNull();
});

test('the next hearing that connects has its room when the one before is over', async () => {
  const { run, lines, add, desk } = await room();
  await run({ type: 'connect' });
  const next = await add();
  await run({ type: 'connect' }, next);
  expect(lines).toHaveLength(1);
  await run({ type: 'cancel', reason: 'бас тарту' });
  expect(lines.at(-1)?.hearingId).toBe(next);
  expect(desk.state().hearingId).toBe(next);
});

test('K7-6: what ends the videoconference ends every link at once; nobody is let in until the court sits in public again', async () => {
  const { run, comes, desk, page, remote, handlers, hearings, hearingId, lines, clock } = await room();
  const started = async () => run({ type: 'sectionCameUp', sectionId: (await hearings.load(hearingId))?.hearing.starting?.sectionId ?? '', atMs: 0 });
  const admit = () => handlers['conference.admit']({ commandId: randomUUID(), hearingId, participantId: 'phone', admitted: true }, secretary);
  await run({ type: 'connect' });
  await comes('phone');
  desk.attachPage((item) => page.push(item));
  await run({ type: 'open', tracks: [] });
  await started();
  await admit();
  await settle();
  clock.advance(1000);
  await run({ type: 'recordStep', step: 'civil-k7/closing_ends_link', participantId: null, outcome: 'done', values: {}, note: '', doneBy: '' });
  await run({ type: 'closeToPublic', reason: 'құпия' });
  await settle();
  expect(page).toContainEqual({ type: 'stopped' });
  expect(lastOf('admission', lines[0])).toMatchObject({ data: { admitted: false, isStopped: true, isClosed: true, isOver: false } });
  expect((await remote('phone')).admitted).toMatchObject([{ toMs: expect.any(Number) as number }]);
  expect(await admit()).toMatchObject({ ok: false, error: { code: 'conference.stopped' } });
  expect(desk.state().isStopped).toBe(true);
  clock.advance(1000);
  await run({ type: 'resume' });
  await settle();
  expect(desk.state().isStopped).toBe(false);
  expect(page.slice(page.findIndex(({ type }) => type === 'stopped'))).toContainEqual(expect.objectContaining({ type: 'room', here: ['phone'] }));
  expect(await admit()).toMatchObject({ ok: true });
});

test('who was excluded is cut off by this console, whether the court server answers or not, and is not let near again until invited anew', async () => {
  const { run, comes, says, desk, page, handlers, hearingId, remote } = await room();
  const target = { hearingId, participantId: 'phone' };
  await run({ type: 'connect' });
  await handlers['conference.invite']({ commandId: randomUUID(), ...target }, secretary);
  await comes('phone');
  await run({ type: 'admit', participantId: 'phone' });
  desk.attachPage((item) => page.push(item));
  await handlers['conference.revoke']({ commandId: randomUUID(), ...target, why: 'excluded' }, secretary);
  await settle();
  expect(page).toContainEqual({ type: 'ended', participantId: 'phone' });
  expect(await remote('phone')).toMatchObject({ barred: true, admitted: [{ toMs: expect.any(Number) as number }] });
  page.length = 0;
  await comes('phone');
  says('phone', { type: 'page', pageId: randomUUID() });
  expect(page).toEqual([]);
  const another: ToLinksPage[] = [];
  desk.attachPage((item) => another.push(item));
  expect(another[0]).toMatchObject({ type: 'room', here: [] });
  desk.attachPage((item) => page.push(item));
  await handlers['conference.invite']({ commandId: randomUUID(), ...target }, secretary);
  await settle();
  await comes('phone');
  expect(page).toContainEqual({ type: 'here', participantId: 'phone' });
});

test('K336-5: who is let in keeps their own sound while the hearing is recorded, and nothing in a recess', async () => {
  const { run, lines, comes, hearings, hearingId } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await run({ type: 'admit', participantId: 'phone' });
  expect(lastOf('keepSound', lines[0])).toMatchObject({ data: { take: hearingId, key: null } });
  await run({ type: 'open', tracks: [] });
  await run({ type: 'sectionCameUp', sectionId: (await hearings.load(hearingId))?.hearing.starting?.sectionId ?? '', atMs: 0 });
  expect(lastOf('keepSound', lines[0])).toMatchObject({ to: 'phone', data: { key: expect.any(String) as string } });
  await run({ type: 'recess', reason: 'түскі үзіліс' });
  expect(lastOf('keepSound', lines[0])).toMatchObject({ data: { key: null } });
});

/** A hearing of which somebody's own sound is in the record, and which is over. */
async function closed() {
  const all = await room();
  await all.run({ type: 'connect' });
  await all.comes('phone');
  await all.run({ type: 'admit', participantId: 'phone' });
  await all.run({ type: 'open', tracks: [] });
  await all.run({ type: 'sectionCameUp', sectionId: (await all.hearings.load(all.hearingId))?.hearing.starting?.sectionId ?? '', atMs: 0 });
  await all.run({ type: 'beginSound', participantId: 'phone', atMs: all.clock.nowMs() });
  await all.run({ type: 'close' });
  return all;
}

test('after the closing the line stays open for what is on its way, and the next room opens beside it', async () => {
  const { run, add, lines, says, hearingId, desk, ended } = await closed();
  expect([lines[0]?.isClosed, desk.isReceiving(hearingId), desk.state().hearingId, ended]).toEqual([false, true, hearingId, []]);
  expect(lastOf('admission', lines[0])).toMatchObject({ to: 'phone', data: { admitted: false, isOver: true } });
  const next = await add();
  await run({ type: 'connect' }, next);
  expect([lines[1]?.hearingId, desk.state().hearingId, lines[0]?.isClosed]).toEqual([next, next, false]);
  lines[0]?.events.onMessage({ type: 'away', participantId: 'phone' });
  lines[0]?.events.onMessage({ type: 'here', who: { participantId: 'phone', sinceMs: 2 } });
  await settle();
  expect(lastOf('keepSound', lines[0]), 'who comes back hands over').toMatchObject({ to: 'phone', data: { take: hearingId, key: null } });
  says('phone', { type: 'soundEnd', take: hearingId }); // on the next room's line: nobody of it
  expect(desk.isReceiving(hearingId)).toBe(true);
  lines[0]?.events.onMessage({ type: 'said', from: 'phone', data: { type: 'soundEnd', take: hearingId } });
  await vi.waitFor(() => expect(lines[0]?.isClosed).toBe(true));
  expect([desk.isReceiving(hearingId), desk.state().hearingId, ended]).toEqual([false, next, [[hearingId, null, 'closed']]]);
});

test('a console that starts again between the closing and the sealing still takes what their pages have kept', async () => {
  const { desk, make, lines, hearingId } = await closed();
  desk.endLine();
  const again = make();
  await again.resume();
  expect([lines.length, lines[1]?.hearingId, again.isReceiving(hearingId)]).toEqual([2, hearingId, true]);
  lines[1]?.events.onMessage({ type: 'welcome', here: [{ participantId: 'phone', sinceMs: 1 }], iceServers: [], nowMs: 0, hasSfu: false });
  await settle();
  expect(lastOf('keepSound', lines[1])).toMatchObject({ to: 'phone', data: { take: hearingId, key: null } });
  lines[1]?.events.onMessage({ type: 'said', from: 'phone', data: { type: 'soundEnd', take: hearingId } });
  await vi.waitFor(() => expect(again.isReceiving(hearingId)).toBe(false));
});

const frozen = withFault('from', { frameRate: 0, pictureKbit: 0 });

/** A participant who is let in, connected and measured once a second. */
async function measuring() {
  const all = await room();
  await all.run({ type: 'connect' });
  await all.comes('phone');
  await all.run({ type: 'admit', participantId: 'phone' });
  await all.handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'connected', sinceAgoMs: 0 }, secretary);
  const measure = async (figures: LinkFigures, seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      all.clock.advance(1000);
      await all.handlers['conference.measured']({ commandId: randomUUID(), links: [{ participantId: 'phone', figures }] }, secretary);
    }
    await settle();
  };
  return { ...all, measure };
}

test('K185-22: what is measured is said of a person, and a degradation is part of the hearing once, with its beginning, figures and end', async () => {
  const { measure, desk, remote, clock } = await measuring();
  await measure(steady, 5);
  expect(desk.state().people[0]?.quality?.verdicts).toHaveLength(4);
  expect((await remote('phone')).degraded).toEqual([]);
  await measure(frozen, 20);
  expect(desk.state().people[0]?.quality?.verdicts).toContainEqual(expect.objectContaining({ way: 'from', part: 'picture', grade: 'unfit', reason: 'frozen' }));
  const [degraded, ...others] = (await remote('phone')).degraded;
  expect(others).toEqual([]);
  expect(degraded).toMatchObject({ way: 'from', part: 'picture', grade: 'unfit', reason: 'frozen', toMs: null, figures: { frameRate: 0, kbit: 0, roundTripMs: 40 } });
  expect(clock.nowMs() - (degraded?.fromMs ?? 0)).toBeGreaterThan(15_000);
  await measure(steady, 10);
  expect((await remote('phone')).degraded).toMatchObject([{ toMs: expect.any(Number) as number }]);
});

test('a weak moment is no fact, a weak half minute is; a silent microphone never', async () => {
  const { measure, remote } = await measuring();
  const weak = withFault('from', { frameRate: 7 });
  await measure(weak, 6);
  await measure(steady, 10);
  await measure(withFault('from', { levelDb: -120 }), 60);
  expect((await remote('phone')).degraded).toEqual([]);
  await measure(weak, 30);
  expect((await remote('phone')).degraded).toMatchObject([{ grade: 'weak', reason: 'few_frames', toMs: null }]);
});

test('of who waits, nothing becomes a fact; with the link all that was said of it ends', async () => {
  const { measure, remote, desk, run, handlers } = await measuring();
  await measure(frozen, 10);
  await handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'reconnecting', sinceAgoMs: 0 }, secretary);
  expect(desk.state().people[0]?.quality).toBeNull();
  expect((await remote('phone')).degraded).toMatchObject([{ toMs: expect.any(Number) as number }]);
  await measure(frozen, 10);
  expect(desk.state().people[0]?.quality).toBeNull();
  await handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'connected', sinceAgoMs: 0 }, secretary);
  await run({ type: 'sendOut', participantId: 'phone' });
  await measure(frozen, 20);
  expect((await remote('phone')).degraded).toHaveLength(1);
});

test('the history has a point in five seconds, however often the window measures, and is given out newest first of what there is', async () => {
  const { measure, kept, handlers, hearingId } = await measuring();
  await measure(steady, 60);
  expect(kept).toHaveLength(12);
  await handlers['conference.measured']({ commandId: randomUUID(), links: Array.from({ length: 30 }, () => ({ participantId: 'phone', figures: frozen })) }, secretary);
  const answer = await handlers['conference.history']({ hearingId, participantId: 'phone', sinceMs: 0, limit: 3 }, secretary);
  expect(answer).toMatchObject({ ok: true, value: { points: [{}, {}, { figures: { roundTripMs: 40 } }] } });
  expect(kept).toHaveLength(12);
});

test('displays are laid out one by one, everybody who looks is told, and a console that starts again knows it', async () => {
  const { desk, make, handlers, hearingId } = await room();
  const seen: unknown[] = [];
  desk.follow(({ arrangement }) => seen.push(arrangement));
  const both = (['judge', 'hall'] as const).map((display) => handlers['conference.layout']({ commandId: randomUUID(), hearingId, display, layout: display === 'judge' ? 'grid' : 'document' }, secretary));
  expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }]);
  expect(seen[0]).toEqual(usualArrangement);
  expect(seen.at(-1)).toEqual({ hearingId, judge: 'grid', hall: 'document', camera: { mode: 'automatic' } });
  const again = make();
  await again.resume();
  expect(again.state()).toMatchObject({ hearingId: null, arrangement: { hearingId, judge: 'grid', hall: 'document' } });
  expect(await handlers['conference.layout']({ commandId: randomUUID(), hearingId: randomUUID(), display: 'hall', layout: 'grid' }, secretary)).toMatchObject({ ok: false, error: { code: 'hearing.not_found' } });
});

test('a layout that was chosen in one hearing does not stand in the next', async () => {
  const { desk, handlers, hearingId, add } = await room();
  await handlers['conference.layout']({ commandId: randomUUID(), hearingId, display: 'judge', layout: 'grid' }, secretary);
  const next = await add();
  await handlers['conference.layout']({ commandId: randomUUID(), hearingId: next, display: 'hall', layout: 'judgeAndWitness' }, secretary);
  expect(desk.state().arrangement).toEqual({ hearingId: next, judge: 'speaker', hall: 'judgeAndWitness', camera: { mode: 'automatic' } });
});

test('the camera for those elsewhere is kept like a layout, for this hearing; one that the hall does not have is refused', async () => {
  const { desk, make, handlers, hearingId, add } = await room();
  const second = { mode: 'camera', cameraId: 'cam2' } as const;
  const choose = (camera: CameraChoice, of = hearingId) => handlers['conference.camera']({ commandId: randomUUID(), hearingId: of, camera }, secretary);
  await handlers['conference.layout']({ commandId: randomUUID(), hearingId, display: 'judge', layout: 'grid' }, secretary);
  expect(await choose(second)).toMatchObject({ ok: true });
  expect(await choose({ mode: 'camera', cameraId: 'cam9' })).toMatchObject({ ok: false, error: { code: 'conference.no_camera', field: 'camera' } });
  expect(await choose(second, randomUUID())).toMatchObject({ ok: false, error: { code: 'hearing.not_found' } });
  expect(desk.state().arrangement).toEqual({ hearingId, judge: 'grid', hall: 'speaker', camera: second });
  const again = make();
  await again.resume();
  expect(again.state().arrangement.camera).toEqual(second);
  const next = await add();
  expect(cameraIn(desk.state().arrangement, next)).toEqual(automaticCamera);
  await choose(automaticCamera, next);
  expect(desk.state().arrangement).toEqual({ ...usualArrangement, hearingId: next });
});

test('whose picture goes out is known as long as there is a window with the links', async () => {
  const { desk, handlers, run } = await room();
  await run({ type: 'connect' });
  const shows = (cameraId: string | null) => handlers['conference.cameraOut']({ commandId: randomUUID(), cameraId }, secretary);
  const leave = desk.attachPage(() => undefined);
  const seen: unknown[] = [];
  desk.follow(({ cameraOut }) => seen.push(cameraOut));
  await shows('cam2');
  await shows(null);
  await shows('cam1');
  leave();
  await settle();
  expect(seen.filter((cameraId, i) => cameraId !== seen[i - 1])).toEqual([null, 'cam2', null, 'cam1', null]);
});

const many = Array.from({ length: 7 }, (_, i) => ({ id: `far${i}`, name: `Айыпталушы ${i}`, role: 'accused' as const, attendance: 'institution' as const }));
const welcomed = async ({ lines }: Awaited<ReturnType<typeof room>>, hasSfu: boolean) => {
  lines.at(-1)?.events.onState('open');
  lines.at(-1)?.events.onMessage({ type: 'welcome', here: [], iceServers: [], nowMs: 1, hasSfu });
  await settle();
};

test.each([[7, true, { isThroughSfu: true, isTooMany: false }], [7, false, { isThroughSfu: false, isTooMany: true }], [6, true, { isThroughSfu: false, isTooMany: false }], [6, false, { isThroughSfu: false, isTooMany: false }]])(
  '%i elsewhere, a distributor at the court: %s', async (count, hasSfu, { isThroughSfu, isTooMany }) => {
    const all = await room({ participants: many.slice(0, count) });
    all.desk.attachPage((item) => all.page.push(item));
    await all.run({ type: 'connect' });
    await welcomed(all, hasSfu);
    expect(all.page.findLast(({ type }) => type === 'room')).toMatchObject({ isThroughSfu });
    expect(all.desk.state().isTooMany).toBe(isTooMany);
  });

test('the court server is told who is to be given the hall, and of a stop before anything else', async () => {
  const all = await room({ participants: many });
  await all.run({ type: 'connect' });
  await welcomed(all, true);
  await all.comes('far0');
  expect(all.lines[0]?.asked.at(-1)).toEqual({ ask: 'show', participantId: 'far0', isShown: false });
  await all.run({ type: 'admit', participantId: 'far0' });
  expect(all.lines[0]?.asked.at(-1)).toEqual({ ask: 'show', participantId: 'far0', isShown: true });
  await all.run({ type: 'sendOut', participantId: 'far0' });
  expect(all.lines[0]?.asked.at(-1)).toEqual({ ask: 'show', participantId: 'far0', isShown: false });
  await all.run({ type: 'postpone', reason: 'қайта', nextAtMs: null });
  expect(all.lines[0]?.asked).toContainEqual({ ask: 'stop' });
});

test('what the distributor says goes to the window with the links, and back', async () => {
  const all = await room({ participants: many });
  all.desk.attachPage((item) => all.page.push(item));
  await all.run({ type: 'connect' });
  await welcomed(all, true);
  all.lines[0]?.events.onMessage({ type: 'sfu', data: { tell: 'gone', connectionId: 'c1' } });
  expect(all.page.at(-1)).toEqual({ type: 'sfu', data: { tell: 'gone', connectionId: 'c1' } });
  expect(await all.handlers['conference.sfu']({ commandId: randomUUID(), ask: { ask: 'end', connectionId: 'c1' } }, secretary)).toMatchObject({ ok: true });
  expect(all.lines[0]?.asked.at(-1)).toEqual({ ask: 'end', connectionId: 'c1' });
});

/** A hearing that is days away, tried out. */
async function trying() {
  const all = await room();
  const call = { commandId: randomUUID(), hearingId: all.hearingId };
  const begin = (hearingId = all.hearingId) => all.handlers['conference.beginTest']({ commandId: randomUUID(), hearingId }, secretary);
  const end = () => all.handlers['conference.endTest'](call, secretary);
  const hearing = async () => (await all.hearings.load(all.hearingId))?.hearing;
  all.desk.attachPage((item) => all.page.push(item));
  return { ...all, begin, end, hearing };
}

test('K185-13: a test session opens the room of a hearing that is not on; nothing of it becomes part of the hearing but what was measured', async () => {
  const { begin, end, hearing, hall, lines, page, comes, says, handlers, hearingId, clock, desk } = await trying();
  expect(await begin()).toMatchObject({ ok: true });
  expect([desk.state().test, hall.shown]).toEqual([{ sinceMs: clock.nowMs(), begunBy: 'Хатшы' }, [true]]);
  const target = { commandId: randomUUID(), hearingId, participantId: 'phone' };
  expect(await handlers['conference.admit']({ ...target, admitted: true }, secretary)).toMatchObject({ error: { code: 'conference.not_here' } });
  await comes('phone');
  expect(page).toContainEqual(expect.objectContaining({ type: 'room', isTest: true }));
  expect(lastOf('admission', lines[0])).toMatchObject({ data: { admitted: false, isTest: true, isRecorded: false } });
  await handlers['conference.admit']({ ...target, admitted: true }, secretary);
  expect(page).toContainEqual(expect.objectContaining({ type: 'standing', participantId: 'phone', admitted: true, muted: false }));
  await handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'connected', sinceAgoMs: 0 }, secretary);
  says('phone', { type: 'report', report: { browser: 'b', cameraLabel: 'c', microphoneLabel: 'm', luminance: 90, noiseDb: -40, speed: { downMbit: 3, upMbit: 2 } } });
  await handlers['conference.measured']({ commandId: randomUUID(), links: [{ participantId: 'phone', figures: steady }] }, secretary);
  clock.advance(60_000);
  expect((await hearing())?.remotes).toEqual([]);
  expect(await end()).toMatchObject({ ok: true });
  expect([lines[0]?.isClosed, desk.state().hearingId, hall.shown, lines[0]?.said.at(-1)]).toEqual([true, null, [true, false], { to: 'phone', data: { type: 'testOver' } }]);
  const after = await hearing();
  expect([after?.phase.name, after?.remotes, after?.sections]).toEqual(['scheduled', [], []]);
  expect(after?.tests).toMatchObject([{ begunBy: 'Хатшы', untilMs: clock.nowMs(), people: [
    { participantId: 'far', cameAtMs: null, wasLinked: false }, { participantId: 'phone', wasLinked: true, wasLetIn: true, report: { speed: { upMbit: 2 } }, quality: { figures: { roundTripMs: 40 } } },
    { participantId: 'lawyer', wasLinked: false }, { participantId: 'interpreter', wasLinked: false },
  ] }]);
  expect(await end()).toMatchObject({ error: { code: 'conference.not_open' } });
});

test('what was measured of somebody stays when they leave before the end', async () => {
  const { begin, end, hearing, comes, goes, handlers, hearingId } = await trying();
  const stands = (link: 'connected' | 'away') => handlers['conference.link']({ commandId: randomUUID(), participantId: 'far', link, sinceAgoMs: 0 }, secretary);
  await begin();
  await comes('far');
  await handlers['conference.admit']({ commandId: randomUUID(), hearingId, participantId: 'far', admitted: true }, secretary);
  await stands('connected');
  await handlers['conference.measured']({ commandId: randomUUID(), links: [{ participantId: 'far', figures: steady }] }, secretary);
  await stands('away');
  await goes('far');
  await end();
  expect((await hearing())?.tests[0]?.people[0]).toMatchObject({ wasLinked: true, wasLetIn: true, quality: { figures: { roundTripMs: 40 } } });
});

test('a hearing that needs the hall ends the test session by itself, and what was measured is kept: its own, and another\'s without anybody elsewhere', async () => {
  const own = await trying();
  await own.begin();
  await own.comes('phone');
  await own.run({ type: 'connect' });
  expect([own.lines.length, own.lines[0]?.isClosed, own.desk.state().test]).toEqual([2, true, null]);
  expect((await own.hearing())?.tests).toMatchObject([{ by: systemActor }]);
  await own.comes('phone');
  expect((await own.remote('phone')).here).toHaveLength(1);
  const other = await trying();
  await other.begin();
  await other.run({ type: 'connect' }, await other.add());
  expect((await other.hearing())?.tests).toHaveLength(1);
  expect(other.desk.isTesting(other.hearingId)).toBe(false);
});

test('a test session is refused while the hall is busy, after the hearing has begun, and where nobody takes part from elsewhere', async () => {
  const { begin, add, hall, run, hearings } = await trying();
  hall.busyWith = 'another';
  expect(await begin()).toMatchObject({ error: { code: 'conference.hall_taken' } });
  hall.busyWith = null;
  await begin();
  expect(await begin(await add())).toMatchObject({ error: { code: 'conference.hall_taken' } });
  expect(await begin()).toMatchObject({ ok: true });
  await run({ type: 'connect' });
  expect(await begin()).toMatchObject({ error: { code: 'conference.not_before' } });
  expect(await begin(randomUUID())).toMatchObject({ error: { code: 'hearing.not_found' } });
  const alone = randomUUID();
  await hearings.execute(alone, randomUUID(), { type: 'schedule', schedule: exampleSchedule({ participants: [people[0]] }), origin: 'manual', serverHearingId: null, demo: true }, systemActor);
  expect(await begin(alone)).toMatchObject({ error: { code: 'conference.not_remote' } });
});

/** In session and recorded, with these let in, and a window that holds the links. */
async function inSession(...ids: string[]) {
  const all = await room();
  await all.run({ type: 'connect' });
  all.desk.attachPage((item) => all.page.push(item));
  await all.run({ type: 'open', tracks: [] });
  await all.run({ type: 'sectionCameUp', sectionId: (await all.hearings.load(all.hearingId))?.hearing.starting?.sectionId ?? '', atMs: 0 });
  for (const participantId of ids) {
    await all.comes(participantId);
    await all.run({ type: 'admit', participantId });
  }
  const target = (participantId: string) => ({ commandId: randomUUID(), hearingId: all.hearingId, participantId });
  const confide = () => all.handlers['conference.confide']({ ...target('phone'), withIds: ['lawyer'] }, secretary);
  const toldLast = (type: string, to: string) => all.lines[0]?.said.findLast((one) => one.to === to && (one.data as { type: string }).type === type)?.data;
  const standsLast = (participantId: string) => all.page.findLast((item) => item.type === 'standing' && item.participantId === participantId);
  return { ...all, target, confide, toldLast, standsLast };
}

test('a confidential talk: both pages are told with whom and that nothing is kept, the window with the links too; its end brings everything back', async () => {
  const { confide, handlers, target, toldLast, standsLast } = await inSession('phone', 'lawyer');
  expect(toldLast('keepSound', 'phone')).toMatchObject({ key: expect.any(String) as string });
  expect(await confide()).toMatchObject({ ok: true });
  await settle();
  for (const [id, other, name] of [['phone', 'lawyer', 'Өкіл Үлгі'], ['lawyer', 'phone', 'Образцова Проба']] as const) {
    expect(standsLast(id)).toMatchObject({ talksWith: [other] });
    expect(toldLast('admission', id)).toMatchObject({ talksWith: [name], admitted: true });
    expect(toldLast('keepSound', id)).toMatchObject({ key: null });
  }
  await handlers['conference.endTalk'](target('lawyer'), secretary);
  await settle();
  expect([standsLast('phone'), toldLast('admission', 'phone')]).toMatchObject([{ talksWith: [] }, { talksWith: [] }]);
  expect(toldLast('keepSound', 'phone')).toMatchObject({ key: expect.any(String) as string });
});

test('a talk ends for both when one of them stays away, and a console that starts again goes on with one', async () => {
  const { confide, comes, goes, make, standsLast, desk } = await inSession('phone', 'lawyer');
  await confide();
  await goes('lawyer');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(standsLast('phone')).toMatchObject({ talksWith: ['lawyer'] });
  await vi.advanceTimersByTimeAsync(25_000);
  expect(desk.state().people.find(({ participantId }) => participantId === 'phone')).toMatchObject({ talksWith: [] });
  expect(standsLast('phone')).toMatchObject({ talksWith: [] });
  await comes('lawyer');
  await confide();
  const again = make();
  await again.resume();
  expect(again.state().people.find(({ participantId }) => participantId === 'phone')).toMatchObject({ talksWith: ['lawyer'] });
});

test('K7-6: what ends every link ends a talk; without the window with the links none begins', async () => {
  const stopped = await inSession('phone', 'lawyer');
  await stopped.confide();
  await stopped.run({ type: 'recordStep', step: 'civil-k7/closing_ends_link', participantId: null, outcome: 'done', values: {}, note: '', doneBy: '' });
  await stopped.run({ type: 'closeToPublic', reason: 'құпия' });
  await settle();
  expect((await stopped.remote('phone')).talks).toMatchObject([{ toMs: expect.any(Number) as number }]);
  expect(await stopped.confide()).toMatchObject({ ok: false, error: { code: 'conference.stopped' } });
  const closed = await room();
  await closed.run({ type: 'connect' });
  await closed.comes('phone');
  await closed.comes('lawyer');
  const confide = { commandId: randomUUID(), hearingId: closed.hearingId, participantId: 'phone', withIds: ['lawyer'] };
  expect(await closed.handlers['conference.confide'](confide, secretary)).toMatchObject({ ok: false, error: { code: 'conference.no_links' } });
});

test('simultaneous interpreting: the window with the links, the interpreter and those they interpret for are told, also that it is over', async () => {
  const { run, handlers, target, toldLast, standsLast } = await inSession('phone', 'interpreter');
  const interpret = async (forIds: string[]) => {
    const done = await handlers['conference.interpret']({ ...target('interpreter'), forIds }, secretary);
    await settle();
    return done;
  };
  expect(await interpret(['phone'])).toMatchObject({ ok: true });
  expect(standsLast('interpreter')).toMatchObject({ interpretsFor: ['phone'] });
  expect([toldLast('admission', 'interpreter'), toldLast('admission', 'phone')]).toMatchObject([{ interpretsFor: ['Образцова Проба'] }, { interpretedBy: ['Аудармашы Сынақ'] }]);
  expect(toldLast('keepSound', 'interpreter'), 'a track of its own, as anybody\'s').toMatchObject({ key: expect.any(String) as string });
  await interpret([]);
  expect([standsLast('interpreter'), toldLast('admission', 'phone')]).toMatchObject([{ interpretsFor: [] }, { interpretedBy: [] }]);
  await interpret(['phone']);
  await run({ type: 'sendOut', participantId: 'interpreter' });
  expect([standsLast('interpreter'), toldLast('admission', 'phone')]).toMatchObject([{ interpretsFor: [], admitted: false }, { interpretedBy: [] }]);
});
