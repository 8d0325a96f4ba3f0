import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConferenceDesk } from '#main/app/conference/conferenceDesk.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { steady } from '../../conference/quality/series.ts';
import { exampleSchedule } from '../../../fakes/schedule.ts';
import { people, secretary, lastOf, room } from './room.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

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

test('a console that starts again in the middle goes on with the test session, and not with one that has ended or may not be any more', async () => {
  const { begin, end, hearing, hall, make, clock, desk, hearingId, lines } = await trying();
  await begin();
  const begun = desk.state().test;
  clock.advance(60_000);
  const again = make();
  await again.resume();
  expect(again.state()).toMatchObject({ hearingId, test: begun });
  expect([hall.shown, lines.map((line) => line.hearingId)]).toEqual([[true, true], [hearingId, hearingId]]);
  expect(await again.endTest(hearingId, randomUUID(), systemActor)).toMatchObject({ ok: true });
  expect((await hearing())?.tests).toMatchObject([{ fromMs: begun?.sinceMs, begunBy: 'Хатшы', untilMs: clock.nowMs() }]);
  expect(await resumedTest(make)).toBe(null);
  const taken = await trying();
  await taken.begin();
  taken.hall.busyWith = 'another';
  expect(await resumedTest(taken.make)).toBe(null);
  taken.hall.busyWith = null;
  expect(await resumedTest(taken.make), 'not later either').toBe(null);
  const left = await trying();
  await left.begin();
  left.clock.advance(3 * 3_600_000);
  expect(await resumedTest(left.make)).toBe(null);
  expect(await end()).toMatchObject({ ok: true }); // of the desk that was given up
});

async function resumedTest(make: () => ConferenceDesk): Promise<unknown> {
  const again = make();
  await again.resume();
  return again.state().test;
}

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
