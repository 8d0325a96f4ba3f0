import { expect, test } from 'vitest';
import { apartMs, clashes, hallFacts, type KnownHall, type OtherHearing } from '#shared/domain/procedure/halls.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { civilSchedule } from '../samples.ts';

const halls: KnownHall[] = [
  { name: 'Зал 1', records: true, hasVideoconference: true },
  { name: 'Зал 2', records: false, hasVideoconference: false },
];
const inHall = (hall: string, change: Partial<ScheduleEntry> = {}): ScheduleEntry => ({ ...civilSchedule, hall, ...change });
const other = (change: Partial<ScheduleEntry>): OtherHearing => ({ hearingId: 'other', schedule: { ...civilSchedule, caseNumber: '2', judge: 'Басқа', participants: [], ...change } });

test('K336-10: a hall without recording is no choice while an equipped one is free', () => {
  expect(hallFacts(inHall('зал  2'), halls, [])).toEqual({ 'hall.records': false, 'hall.hasVideoconference': false, 'hall.equippedOneIsFree': true });
  expect(hallFacts(inHall('Зал 2'), halls, [other({ hall: 'ЗАЛ 1' })])['hall.equippedOneIsFree']).toBe(false);
  expect(hallFacts(inHall('Зал 2'), halls, [other({ hall: 'Зал 1', startsAtMs: civilSchedule.startsAtMs + apartMs })])['hall.equippedOneIsFree']).toBe(true);
  expect(hallFacts(inHall('Зал 1'), halls, [])['hall.equippedOneIsFree']).toBe(false);
});

test('of a hall that nobody entered nothing is known', () => {
  expect(hallFacts(inHall('Зал 9'), halls, [])).toMatchObject({ 'hall.records': null, 'hall.hasVideoconference': null });
  expect(hallFacts(inHall('Зал 9'), [], [])['hall.equippedOneIsFree']).toBeNull();
});

test('two hearings at about the same time cannot have the same hall, judge or participant', () => {
  const about = (change: Partial<ScheduleEntry>) => clashes(inHall('1'), [other({ hall: '2', ...change })]).map((clash) => `${clash.about} ${clash.name}`);
  expect(about({ hall: ' 1 ' })).toEqual(['hall 1']);
  expect(about({ judge: civilSchedule.judge })).toEqual([`judge ${civilSchedule.judge}`]);
  expect(about({ participants: civilSchedule.participants.slice(1) })).toEqual(['participant Петрова Елена Ивановна']);
  expect(about({})).toEqual([]);
  expect(about({ judge: civilSchedule.judge, startsAtMs: civilSchedule.startsAtMs - apartMs })).toEqual([]);
});
