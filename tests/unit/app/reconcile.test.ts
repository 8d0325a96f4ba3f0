import { expect, test } from 'vitest';
import { courtDate, dayRange, zoneOffsetMs } from '#main/app/courtDay.ts';
import { matchFor, serverHearingUuid } from '#main/app/reconcile.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { evolve } from '#shared/domain/hearing/evolve.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { z } from 'zod';
import { exampleSchedule } from '../../fakes/schedule.ts';

const hearing = (hearingId: string, schedule: ScheduleEntry, serverHearingId: string | null): Hearing =>
  evolve(null, {
    seq: 1, eventId: 'e', hearingId, committedAtMs: 0, monotonicMs: 0, by: systemActor,
    event: { type: 'hearingScheduled', schedule, origin: serverHearingId ? 'server' : 'manual', serverHearingId, demo: false },
  });

test('a typed-in hearing is recognised by its case number, however it was written, and its time', () => {
  const row = exampleSchedule({ caseNumber: '7512-26-00-2/4417' });
  const typed = exampleSchedule({ caseNumber: ' 7512–26–00–2 / 4417 ', startsAtMs: row.startsAtMs + 30 * 60_000 });
  expect(matchFor('s1', row, [hearing('h1', typed, null)])).toEqual({ kind: 'typed_in', hearingId: 'h1' });
});

test('the same case at another time of the day is another hearing', () => {
  const row = exampleSchedule();
  const typed = exampleSchedule({ startsAtMs: row.startsAtMs + 4 * 3_600_000 });
  expect(matchFor('s1', row, [hearing('h1', typed, null)])).toEqual({ kind: 'new' });
});

test('a hearing that the server already knows is never taken for a typed-in one', () => {
  expect(matchFor('s2', exampleSchedule(), [hearing('h1', exampleSchedule(), 's1')])).toEqual({ kind: 'new' });
  expect(matchFor('s1', exampleSchedule(), [hearing('h1', exampleSchedule(), 's1')])).toEqual({ kind: 'known', hearingId: 'h1' });
});

test('what is over stays as it was: neither taken for a typed-in hearing nor for a row that has moved', () => {
  const row = exampleSchedule();
  const moved = exampleSchedule({ startsAtMs: row.startsAtMs + 3_600_000 });
  const over = (h: Hearing): Hearing => ({ ...h, phase: { name: 'cancelled', atMs: 0, reason: '' } });
  expect(matchFor('s1', row, [over(hearing('h1', row, null))])).toEqual({ kind: 'new' });
  expect(matchFor('s1', row, [over(hearing('h1', row, 's1'))])).toEqual({ kind: 'over' });
  expect(matchFor('s1', moved, [over(hearing('h1', row, 's1'))])).toEqual({ kind: 'new' });
  expect(matchFor('s1', moved, [over(hearing('h1', row, 's1')), hearing('h2', row, 's1')])).toEqual({ kind: 'known', hearingId: 'h2' });
});

test('a row of the schedule always gets the same id, and it is a UUID', () => {
  const id = serverHearingUuid('s1');
  expect(serverHearingUuid('s1')).toBe(id);
  expect(serverHearingUuid('s2')).not.toBe(id);
  expect(new Set([id, serverHearingUuid('s1', 1), serverHearingUuid('s1', 2)]).size).toBe(3);
  expect(z.uuid().safeParse(id).success).toBe(true);
});

test('a court day runs from midnight to midnight in Almaty, five hours ahead of UTC', () => {
  expect(dayRange('2026-11-03', 'Asia/Almaty')).toEqual({ fromMs: Date.UTC(2026, 10, 2, 19), toMs: Date.UTC(2026, 10, 3, 19) });
  expect(zoneOffsetMs('Asia/Almaty', Date.UTC(2026, 0, 1))).toBe(5 * 3_600_000);
  expect(courtDate(Date.UTC(2026, 10, 2, 19, 30), 'Asia/Almaty')).toBe('2026-11-03');
});
