import { expect, test } from 'vitest';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import type { Incident, IncidentSubject } from '#shared/domain/hearing/state.ts';
import { noticeChain } from '#shared/domain/incident/chain.ts';
import { checklist, findings, type ChecklistInput } from '#shared/domain/procedure/checklist.ts';
import { demandsOf } from '#shared/domain/procedure/demands.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import type { Participant, ScheduleEntry } from '#shared/domain/schedule.ts';
import type { Facts } from '#shared/rules/schema/facts.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { rules } from '#shared/rules/index.ts';
import { almaty, civilSchedule, minuteMs, must, Played } from '../domain/samples.ts';

/** What each clause asks, of which hearing, of whom, until when: read from the orders, not from the rule files. */

const dayMs = 24 * 60 * minuteMs;
const person = (id: string, role: Participant['role'], attendance: Participant['attendance'], petitioned = false): Participant =>
  ({ id, name: `Адам ${id}`, role, attendance, ...(petitioned ? { petition: { petitionId: 'o-1', submittedAtMs: civilSchedule.startsAtMs - 9 * dayMs, attachments: [] } } : {}) });

const here = person('here', 'claimant', 'hall');
const phone = person('phone', 'defendant', 'own_device', true);
const court = person('court', 'witness', 'court');
const prison = person('prison', 'accused', 'institution');
const agent = person('agent', 'representative', 'court', true);

const civil: ScheduleEntry = { ...civilSchedule, participants: [here, phone, court, agent] };
const assisting: ScheduleEntry = { ...civil, side: 'assisting_court' };
const inHall: ScheduleEntry = { ...civilSchedule, participants: [here] };
const criminal: ScheduleEntry = { ...civilSchedule, proceedings: 'criminal', participants: [here, phone, prison] };
const criminalHere: ScheduleEntry = { ...criminal, participants: [here] };
const cassation: ScheduleEntry = { ...criminal, instance: 'cassation' };

function input(schedule: ScheduleEntry, hall: Facts = {}, play: (played: Played) => unknown = () => undefined): ChecklistInput {
  const procedure = procedureOf(schedule, rules.ok ? rules.value : [], almaty);
  if (!procedure.ok) throw new Error(procedure.error.code);
  const played = new Played(schedule);
  played.nowMs = schedule.startsAtMs - 7 * dayMs;
  play(played);
  return { procedure: procedure.value, hearing: played.state, hall, calendar: new WorkingCalendar(holidays), offset: almaty, nowMs: played.nowMs };
}

const record = (step: string, participantId: string | null = null, values: Record<string, string | number | boolean> = {}) => (played: Played) =>
  played.do({ type: 'recordStep', step, participantId, outcome: 'done', values, note: '', doneBy: '' });

const linesOf = (requirement: string, of: ChecklistInput) => checklist(of).filter(({ rule }) => rule.requirements.includes(requirement));
const asked = (requirement: string, of: ChecklistInput): string[] =>
  linesOf(requirement, of).map(({ rule, participantId }) => [rule.phase, rule.does, rule.who, ...(participantId === null ? [] : [participantId])].join(' '));

test.each<[string, string[], ScheduleEntry, ScheduleEntry | null]>([
  ['K7-8', ['prepare petition secretary phone', 'prepare petition secretary agent', 'prepare petition secretary agent'], civil, criminal],
  ['K7-9', ['prepare petition secretary phone', 'connect photo judge phone', 'connect code_word judge phone'], civil, inHall],
  ['K7-7', ['prepare decision judge', 'prepare note vcs_organiser'], civil, inHall],
  ['K7-5', ['prepare hall secretary'], civil, inHall],
  ['K7-12', ['prepare decision judge', 'prepare application secretary'], civil, inHall],
  ['K7-15(4)', ['phone', 'court', 'agent'].map((id) => `prepare credentials vcs_organiser ${id}`), civil, inHall],
  ['K7-15(5)', ['day test_session vcs_organiser'], civil, inHall],
  ['K7-15(1)', ['prepare note vcs_organiser'], civil, assisting],
  ['K7-15(3)', ['prepare note vcs_organiser'], civil, assisting],
  ['K7-20', ['prepare note vcs_organiser', 'prepare note vcs_organiser'], assisting, civil],
  ['K7-21(3)', ['prepare note vcs_organiser'], assisting, civil],
  ['K7-21(2)', ['prepare answer vcs_organiser'], assisting, civil],
  ['K7-22', ['day test_session other_court_secretary'], assisting, civil],
  ['K7-31', ['prepare publication secretary'], civil, inHall],
  ['K185-3', ['prepare publication secretary'], criminal, criminalHere],
  ['K336-4', ['prepare publication secretary'], inHall, null],
  ['K185-10', ['prepare decision judge', 'prepare note secretary'], criminal, civil],
  ['K185-11', ['prepare agreement oblast_coordinator'], criminal, cassation],
  ['K185-12', ['prepare agreement department_coordinator'], cassation, criminal],
  ['K185-14', ['day readiness technical_specialist'], criminal, criminalHere],
  ['K185-15', ['connect connection secretary'], criminal, criminalHere],
  ['K185-19', ['connect note bailiff'], criminal, criminalHere],
  ['GP-5', ['connect connection secretary phone'], criminal, criminalHere],
  ['GP-2.1', ['prepare note secretary phone'], civil, inHall],
  ['K7-16(1)', ['day readiness secretary'], civil, inHall],
  ['K7-16(2)', ['connect check other_court_secretary court', 'connect check other_court_secretary agent'], civil, inHall],
  ['K185-20', Array.from({ length: 3 }, () => ['phone', 'prison'].map((id) => `connect check institution_officer ${id}`)).flat(), criminal, criminalHere],
  ['K336-16', ['phone', 'court', 'agent'].map((id) => `connect check judge ${id}`), civil, inHall],
  ['K336-17', ['day readiness office_head'], inHall, null],
  ['K7-11', ['connect check secretary phone', 'connect check secretary agent'], civil, inHall],
  ['K7-36', ['phone', 'court', 'agent'].map((id) => `connect check secretary ${id}`), civil, inHall],
  ['K7-28', ['phone', 'court', 'agent'].map((id) => `connect check secretary ${id}`), civil, inHall],
  ['CPC-281', ['connect check secretary'], inHall, criminal],
  ['K7-37', ['connect link technical_specialist phone'], civil, inHall],
  ['K7-35', ['connect check secretary'], civil, inHall],
  ['K7-27', ['session note technical_specialist'], civil, inHall],
  ['K7-30', ['prepare note vcs_organiser'], civil, inHall],
  ['K7-17', ['failure notice secretary'], civil, inHall],
  ['K7-25', ['failure restoration technical_specialist', 'failure course judge'], civil, inHall],
  ['K336-9', ['after protocol secretary'], criminal, null],
  ['K336-19', ['after protocol secretary'], civil, null],
  ['K336-8', ['after disc secretary'], criminal, cassation],
  ['K336-18', ['after disc secretary'], criminal, cassation],
  ['K336-21', ['after custody archivist'], criminal, cassation],
  ['K336-22', ['after custody archivist'], criminal, cassation],
])('%s: asked of those it concerns, and of nobody else', (requirement, lines, concerned, other) => {
  expect(asked(requirement, input(concerned)).toSorted()).toEqual(lines.toSorted());
  if (other) expect(asked(requirement, input(other))).toEqual([]); // else every hearing is concerned
});

test.each<[string, ScheduleEntry, (played: Played) => unknown, number]>([
  ['K185-15', criminal, () => undefined, civilSchedule.startsAtMs - 20 * minuteMs],
  ['GP-5', civil, () => undefined, civilSchedule.startsAtMs - 5 * minuteMs],
  ['K7-15(5)', civil, () => undefined, civilSchedule.startsAtMs],
  ['K7-22', assisting, () => undefined, civilSchedule.startsAtMs],
  // Tuesday 27 October, 10:00: by the end of the next working day
  ['K7-21(2)', assisting, record('civil-k7/application_received'), Date.UTC(2026, 9, 28, 19)],
  ['K7-21(1)', assisting, record('civil-k7/application_received'), Date.UTC(2026, 9, 28, 19)],
  ['K7-21(3)', assisting, record('civil-k7/application_received'), Date.UTC(2026, 9, 28, 19)],
  ['K7-15(2)', civil, record('civil-k7/application'), Date.UTC(2026, 9, 28, 19)],
  ['K7-13', civil, record('civil-k7/answer_received', null, { 'hearing.answer': 'refused' }), civilSchedule.startsAtMs - 7 * dayMs],
])('%s: its term', (requirement, schedule, play, dueMs) => {
  expect(linesOf(requirement, input(schedule, {}, play)).map(({ deadline }) => deadline?.dueMs)).toEqual([dueMs]);
});

test('K185-13: the letter comes after the test session; by when the order does not say', () => {
  const tested = input(criminal, {}, record('criminal-k185/test_session'));
  expect(linesOf('K185-13', tested).filter(({ rule }) => rule.does === 'letter').map(({ state, deadline }) => [state, deadline])).toEqual([['open', null]]);
});

test.each<[string, ScheduleEntry, Facts, (played: Played) => unknown, string[]]>([
  ['K7-5', civil, { 'hall.hasVideoconference': false }, () => undefined, ['hall_without_means refuse null']],
  ['K7-5', civil, { 'hall.hasVideoconference': true }, () => undefined, []],
  ['K336-10', inHall, { 'hall.records': false, 'hall.equippedOneIsFree': true }, () => undefined, ['hall_without_recording refuse null']],
  ['K336-10', inHall, { 'hall.records': false, 'hall.equippedOneIsFree': false }, () => undefined, []],
  ['K7-36', civil, {}, record('civil-k7/capability', 'phone', { 'participant.hears': true, 'participant.sees': false, 'participant.canAsk': true }), ['cannot_hear refuse judge']],
  ['K7-36', civil, {}, record('civil-k7/capability', 'phone', { 'participant.hears': true, 'participant.sees': true, 'participant.canAsk': true }), []],
  ['K7-28', civil, {}, record('civil-k7/place', 'court', { 'participant.placeIsLit': false, 'participant.placeIsQuiet': false }), ['dark_place warn null', 'noisy_place warn null']],
  ['K7-38(1)', civil, {}, record('civil-k7/link_measured', 'phone', { 'participant.appIsCurrent': false }), ['old_app refuse judge']],
])('%s: found or not', (requirement, schedule, hall, play, found) => {
  expect(findings(input(schedule, hall, play)).filter(({ rule }) => rule.requirements.includes(requirement)).map(({ rule }) => `${rule.id} ${rule.effect} ${rule.overriddenBy}`)).toEqual(found);
});

test.each<[string, ScheduleEntry, string[]]>([
  ['K7-6', civil, ['close_to_public end_videoconference:']],
  ['K7-6', inHall, []],
  ['K185-6', criminal, ['close_to_public remove_observers: link']],
  ['K7-19', civil, ['technical_break none:']],
  ['K185-16', criminal, []], // tells the specialist; the break is K185-22
  ['K185-22', criminal, ['technical_break none:']],
  ['K185-23', criminal, ['technical_break none: opinion oral_petition', 'recess none: opinion oral_petition', 'postpone none: opinion oral_petition next_at']],
  ['K185-23', criminalHere, ['postpone none: opinion oral_petition next_at']],
  ['K185-24', criminal, ['emergency end_videoconference: what']],
  ['K185-24', criminalHere, []],
  ['K185-25', criminal, ['interrogate none: who ground court']],
  ['K185-26', criminal, ['interrogate none: who ground court']],
  ['K185-27', criminal, ['interrogate none: who ground court']],
  ['K7-28-1', civil, ['order none: who measure']],
  ['K7-33', civil, ['permission none: who opinion what']],
  ['GP-5', criminal, ['permission none: who what']],
  ['GP-4', civil, ['oath none: who']],
])('%s: what a decision in the hearing asks and brings with it', (requirement, schedule, demanded) => {
  expect(demandsOf(input(schedule)).filter(({ requirements }) => requirements.includes(requirement)).map(({ on, effect, asks }) => [`${on} ${effect}:`, ...asks.map(({ id }) => id)].join(' '))).toEqual(demanded);
});

test('postponing a civil hearing with people elsewhere asks the parties\' opinion as well: a setting of the court that cites no clause, and none at a break, of which K7-19 asks nothing', () => {
  const setting = (schedule: ScheduleEntry) => demandsOf(input(schedule)).filter(({ orderId }) => orderId === 'court-setting').map(({ on, answered, shown }) => [on, answered, ...shown]);
  expect(setting(civil)).toEqual([['postpone', 'first']]);
  expect([setting(inHall), setting(criminal)]).toEqual([[], []]);
});

test('CPC-281: nobody appeared to a civil hearing: opening it brings that nothing is recorded', () => {
  const appeared = (is: boolean) => demandsOf(input(inHall, { 'hearing.partyAppeared': is })).filter(({ on }) => on === 'open').map(({ effect, requirements }) => [effect, ...requirements]);
  expect(appeared(false)).toEqual([['no_recording', 'CPC-281']]);
  expect(appeared(true)).toEqual([]);
});

function chain(subject: IncidentSubject, schedule: ScheduleEntry): string[] {
  const { procedure, hearing, calendar, offset, nowMs } = input(schedule, {}, (played) =>
    played.do({ type: 'openIncident', incidentId: 'i1', startedAtMs: played.nowMs, subject, deviceId: null, detectedBy: 'person', note: '', evidence: [] }));
  const incident: Incident = must(hearing.incidents[0]);
  return noticeChain({ procedure, incident, acts: [], calendar, offset, nowMs }).flatMap(({ rule }) => rule.requirements.map((requirement) => `${requirement} ${rule.to.join()}`));
}

test('who is told of a failure: K7-14, K7-17, K7-23, K7-24; K185-16, K185-17; K336-27, K336-28, K336-29', () => {
  expect(chain('videoconference', civil)).toEqual(['K7-14 technical_specialist,judge', 'K7-23 technical_specialist,judge', 'K7-17 vcs_organiser', 'K7-24 vcs_organiser']);
  expect(chain('network', criminal)).toEqual(['K185-16 technical_specialist', 'K185-17 other_court_secretary,institution_officer']);
  expect(chain('camera', cassation)).toEqual(['K336-27 office_head', 'K336-27 oblast_coordinator,oblast_office_head', 'K336-28 department_coordinator', 'K336-29 secretary', 'K336-29 judge']);
});
