import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { Caller } from '#main/app/caller.ts';
import { EventFeed } from '#main/app/feed.ts';
import { observerHandlers } from '#main/app/handlers/observers.ts';
import { Hearings } from '#main/app/hearings.ts';
import { ObserversDesk } from '#main/app/observers/observersDesk.ts';
import type { PlacedPacket, PublicationEvents } from '#main/app/ports/index.ts';
import { noRoom } from '#main/app/conference/room.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { usualArrangement } from '#shared/conference/stage.ts';
import type { ConferenceRoom } from '#shared/contract/conference.ts';
import { avcPacket, flvHeader, timestampOf } from '#shared/conference/flvTags.ts';
import type { PublishHello } from '#shared/conference/watching.ts';
import type { ObserversStanding } from '#shared/contract/calls/observers.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { err, ok } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { hall } from '../../fakes/console/data.ts';
import { configuration, keyFrame, laterFrame } from '../../helpers/flv.ts';

const quiet = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };
const server = { url: 'http://court.example/', deviceToken: 'a-token-of-tests-only' };
const secretary: Caller = { shell: 'web', remote: 'local', signedIn: { userId: 'u1', name: 'Хатшы', role: 'secretary', token: null } };
const ruleBook = new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined });

interface Line {
  hello: Omit<PublishHello, 'type' | 'token'>;
  events: PublicationEvents;
  sent: string[];
  isCut: boolean;
}

/** A camera that has shown three pictures and stands by until it is closed; one that is `late` begins with the twentieth. */
function camera(isLate: boolean) {
  let isClosed = false;
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => { close = () => { isClosed = true; resolve(); }; });
  async function* body(): AsyncGenerator<Uint8Array> {
    yield flvHeader();
    for (const tag of [configuration, ...(isLate ? [laterFrame(19), keyFrame(20), laterFrame(21)] : [keyFrame(1), laterFrame(2)])]) yield tag;
    await closed;
    yield laterFrame(99);
  }
  return { body: body(), close, isClosed: () => isClosed };
}

async function desk({ hasServer = true } = {}) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const feed = new EventFeed(events);
  const hearings = new Hearings(events, feed, clock);
  const hearingId = randomUUID();
  const lines: Line[] = [];
  const cameras: ReturnType<typeof camera>[] = [];
  const told: object[] = [];
  const sounds: { hearingId: string; runId: string; onPacket: (packet: PlacedPacket) => void }[] = [];
  const settings = { courtServer: async () => (hasServer ? server : null), hall: async () => hall };
  const rooms = new Set<(room: ConferenceRoom) => void>();
  const goesOut = (cameraOut: string | null) => rooms.forEach((tell) => tell({ ...noRoom, arrangement: usualArrangement, hearingId, cameraOut }));
  const make = () => new ObserversDesk({
    conference: { follow: (listener) => { rooms.add(listener); return () => rooms.delete(listener); } },
    hearings, events, feed, settings, demandsOf: ruleBook.demandsOf, log: quiet,
    uploader: { endWatch: async (watch) => { told.push(watch); return ok(undefined); }, onChange: () => () => undefined },
    hallSound: { follow: (run, onPacket) => { sounds.push({ ...run, onPacket }); return () => undefined; } },
    edge: {
      open: async (cameraId) => {
        if (!hall.cameras.some(({ id }) => id === cameraId)) return err(appError('media.failed'));
        const opened = camera(cameraId !== hall.cameras[0]?.id);
        cameras.push(opened);
        return ok({ mime: 'video/x-flv', body: opened.body, close: opened.close });
      },
    },
    watching: {
      publish: (_, hello, lineEvents) => {
        const line: Line = { hello, events: lineEvents, sent: [], isCut: false };
        lines.push(line);
        return { send: (tag) => tag[0] === 9 && line.sent.push(`${avcPacket(tag)} ${timestampOf(tag)}`), cut: () => { line.isCut = true; } };
      },
    },
  });
  const first = make();
  const seen: ObserversStanding[] = [];
  first.follow((standing) => seen.push(standing));
  const run = async (command: HearingCommand) => {
    const result = await hearings.execute(hearingId, randomUUID(), command, systemActor);
    await vi.waitFor(() => expect(quiet.error).not.toHaveBeenCalled());
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    return result;
  };
  await run({ type: 'schedule', schedule: exampleSchedule({ proceedings: 'criminal' }), origin: 'manual', serverHearingId: null, demo: true });
  const open = async () => {
    await run({ type: 'open', tracks: [] });
    const loaded = await hearings.load(hearingId);
    await run({ type: 'sectionCameUp', sectionId: loaded?.hearing.starting?.sectionId ?? '', atMs: clock.nowMs() });
  };
  const handlers = observerHandlers({ hearings, settings, demandsOf: ruleBook.demandsOf });
  const target = () => ({ commandId: randomUUID(), hearingId });
  return { run, open, goesOut, lines, cameras, told, seen, handlers, target, hearingId, hearings, make, now: () => seen.at(-1) };
}

test('a permission before the opening waits; with the opening the picture goes out, one line for each stretch', async () => {
  const { run, open, lines, handlers, target, now, hearingId } = await desk();
  await run({ type: 'connect' });
  expect(await handlers['observers.allow'](target(), secretary)).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(lines[0]?.hello).toMatchObject({ hearingId, state: 'waiting' });
  lines[0]?.events.onOpen();
  expect(now()).toMatchObject({ hearingId, state: 'waiting', line: 'open', url: `http://court.example/watch/${lines[0]?.hello.watchId}` });
  await open();
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  expect(lines.map(({ hello, isCut }) => [hello.state, isCut])).toEqual([['waiting', true], ['live', false]]);
  lines[1]?.events.onOpen();
  await vi.waitFor(() => expect(lines[1]?.sent).toEqual(['configuration 0', 'key 40', 'picture 80']));
  lines[1]?.events.onWatching(2);
  expect(now()).toMatchObject({ state: 'live', count: 2 });
});

async function live() {
  const all = await desk();
  await all.open();
  await all.run({ type: 'allowObservers' });
  await vi.waitFor(() => expect(all.lines).toHaveLength(1));
  all.lines[0]?.events.onOpen();
  await vi.waitFor(() => expect(all.lines[0]?.sent).toHaveLength(3));
  return all;
}

test('observers see the camera that goes out to those elsewhere; the one before goes on until it has a picture to begin with', async () => {
  const { goesOut, lines, cameras } = await live();
  goesOut(hall.cameras[1]?.id ?? '');
  await vi.waitFor(() => expect(lines[0]?.sent.slice(3)).toEqual(['configuration 0', 'key 800', 'picture 840']));
  expect(cameras.map(({ isClosed }) => isClosed())).toEqual([true, false]);
  goesOut(null); // the window that decides it is reloaded
  lines[0]?.events.onCut();
  lines[0]?.events.onOpen();
  await vi.waitFor(() => expect(lines[0]?.sent.slice(6)).toEqual(['configuration 0', 'key 800', 'picture 840']));
  goesOut(hall.cameras[0]?.id ?? ''); // shows nothing later than what was seen already
  await vi.waitFor(() => expect(cameras).toHaveLength(4));
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  expect(lines[0]?.sent).toHaveLength(9);
  expect(cameras.map(({ isClosed }) => isClosed())).toEqual([true, true, false, false]);
});

test('K7-6: a ruling to go closed tears the line off before anything else is told, and it stays off when the hearing is open again', async () => {
  const { run, lines, cameras, told, now, hearingId } = await live();
  await run({ type: 'closeToPublic', reason: 'x' });
  expect(lines[0]?.isCut).toBe(true);
  expect(cameras[0]?.isClosed()).toBe(true);
  expect(told).toEqual([{ hearingId, watchId: lines[0]?.hello.watchId, why: 'closed_to_public' }]);
  await run({ type: 'resume' });
  expect(lines).toHaveLength(1);
  expect(now()).toMatchObject({ hearingId: null, count: null });
  expect(lines[0]?.sent).toHaveLength(3); // what the camera still said went nowhere
});

test.each([['a recess', { type: 'recess', reason: 'x' }], ['the deliberation', { type: 'deliberate' }], ['a technical break', { type: 'technicalBreak', reason: 'x' }]] as const)(
  'in %s the line is torn off, and another one says that there is a break', async (_, command) => {
    const { run, lines, cameras, told } = await live();
    await run(command);
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    expect([lines[0]?.isCut, lines[1]?.hello.state, lines[1]?.hello.watchId]).toEqual([true, 'paused', lines[0]?.hello.watchId]);
    lines[1]?.events.onOpen();
    await new Promise((resolve) => { setTimeout(resolve, 5); });
    expect([lines[1]?.sent, cameras.length, told]).toEqual([[], 1, []]);
  },
);

test('the end of the hearing ends it', async () => {
  const { run, lines, told } = await live();
  await run({ type: 'close' });
  expect(lines[0]?.isCut).toBe(true);
  expect(told).toMatchObject([{ why: 'over' }]);
});

test('K185-24: an emergency at the institution ends it, and nobody is let watch until the court sits in public again', async () => {
  const { run, lines, told, handlers, target } = await live();
  await run({ type: 'recordStep', step: 'criminal-k185/emergency', participantId: null, outcome: 'done', values: {}, note: '', doneBy: '' });
  await vi.waitFor(() => expect(told).toMatchObject([{ why: 'emergency' }]));
  expect(lines[0]?.isCut).toBe(true);
  expect(await handlers['observers.allow'](target(), secretary)).toMatchObject({ ok: false, error: { code: 'observers.not_open' } });
});

test('a cut line comes back with the picture from its beginning; meanwhile nobody knows how many watch', async () => {
  const { lines, cameras, now } = await live();
  lines[0]?.events.onWatching(3);
  lines[0]?.events.onCut();
  expect(now()).toMatchObject({ line: 'connecting', count: null });
  expect(cameras[0]?.isClosed()).toBe(true);
  lines[0]?.events.onOpen();
  await vi.waitFor(() => expect(lines[0]?.sent).toHaveLength(6));
  expect(lines[0]?.sent.slice(3)).toEqual(['configuration 0', 'key 40', 'picture 80']);
});

test('a console that starts again in the middle goes on under the same address', async () => {
  const { make, lines, now } = await live();
  await make().resume();
  expect(lines.at(-1)?.hello).toMatchObject({ watchId: lines[0]?.hello.watchId, state: 'live' });
  expect(now()?.url).toContain(lines[0]?.hello.watchId);
});

test('the secretary withdraws it on the court\'s word; without a court server nothing is permitted', async () => {
  const { handlers, target, lines, told } = await live();
  expect(await handlers['observers.end'](target(), secretary)).toMatchObject({ ok: true });
  expect(lines[0]?.isCut).toBe(true);
  expect(told).toMatchObject([{ why: 'withdrawn' }]);
  const without = await desk({ hasServer: false });
  await without.open();
  expect(await without.handlers['observers.allow'](without.target(), secretary)).toMatchObject({ ok: false, error: { code: 'court_server.not_configured' } });
});
