import { expect, test } from 'vitest';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import type { StepValues } from '#shared/domain/hearing/state.ts';
import { checklist, findings, type ChecklistInput, type LineState } from '#shared/domain/procedure/checklist.ts';
import { ageOn } from '#shared/domain/procedure/facts.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import type { Participant, ScheduleEntry } from '#shared/domain/schedule.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { rules } from '#shared/rules/index.ts';
import { steady } from '../../conference/quality/series.ts';
import { almaty, civilSchedule, minuteMs, must, Played, tenOClockMs } from '../samples.ts';

const dayMs = 24 * 60 * minuteMs;
const person = (id: string, role: Participant['role'], attendance: Participant['attendance'], more: Partial<Participant> = {}): Participant => ({ id, name: `Адам ${id}`, role, attendance, ...more });
const everybody = [
  person('claimant', 'claimant', 'hall'),
  person('phone', 'defendant', 'own_device', { petition: { petitionId: 'o-1', submittedAtMs: tenOClockMs - 9 * dayMs, attachments: [], codeWord: 'сұңқар' } }),
  person('far', 'witness', 'court', { place: { kind: 'court', name: 'Абай аудандық соты', address: '' } }),
];
const civil: ScheduleEntry = { ...civilSchedule, participants: everybody };

function input(played: Played, nowMs = played.nowMs): ChecklistInput {
  const procedure = procedureOf(played.state.schedule, rules.ok ? rules.value : [], almaty);
  if (!procedure.ok) throw new Error(procedure.error.code);
  return { procedure: procedure.value, hearing: played.state, hall: {}, calendar: new WorkingCalendar(holidays), offset: almaty, nowMs };
}

const does = (played: Played, step: string, values: StepValues = {}, participantId: string | null = null): Played =>
  played.do({ type: 'recordStep', step, participantId, outcome: 'done', values, note: '', doneBy: '' });

const linesOf = (played: Played, key: string, nowMs?: number) => checklist(input(played, nowMs)).filter(({ rule }) => rule.key === key);
const stateOf = (played: Played, key: string, nowMs?: number): LineState | undefined => linesOf(played, key, nowMs)[0]?.state;
const keys = (schedule: ScheduleEntry, phase: string): string[] => checklist(input(new Played(schedule))).filter(({ rule }) => rule.phase === phase).map(({ rule, participantId }) => `${rule.requirements.join('+')}${participantId === null ? '' : ` ${participantId}`}`);
/** Tuesday a week before, 10:00. */
const weekBefore = (): Played => { const played = new Played(civil); played.nowMs = tenOClockMs - 7 * dayMs; return played; };

test('K7-12: the application is due three working days after the ruling, and what is overdue says so', () => {
  const played = weekBefore();
  expect([stateOf(played, 'civil-k7/application'), linesOf(played, 'civil-k7/application')[0]?.deadline]).toEqual(['open', null]);
  does(played, 'civil-k7/remote_ruling');
  const [line] = linesOf(played, 'civil-k7/application');
  expect([line?.state, line?.deadline?.lastDay]).toEqual(['open', '2026-10-30']);
  expect(must(line).rule.citation.kk).toMatch(/12-тармақ$/u);
  const due = must(must(line).deadline).dueMs;
  expect([stateOf(played, 'civil-k7/application', due - 1), stateOf(played, 'civil-k7/application', due)]).toEqual(['open', 'overdue']);
  played.nowMs = due - 1;
  expect(stateOf(does(played, 'civil-k7/application'), 'civil-k7/application', due + dayMs)).toBe('done');
});

test('what is done after its term is done late', () => {
  const played = does(weekBefore(), 'civil-k7/remote_ruling');
  played.nowMs += 6 * dayMs;
  expect(stateOf(does(played, 'civil-k7/application'), 'civil-k7/application')).toBe('late');
});

test('K7-12: the court may have the term begin with the petition', () => {
  const played = does(weekBefore(), 'civil-k7/petition', {}, 'phone');
  played.nowMs += dayMs;
  does(played, 'civil-k7/petition', {}, 'far');
  const deadlineWith = (startPoints: Record<string, number>) => checklist({ ...input(played), startPoints }).find(({ rule }) => rule.id === 'application')?.deadline;
  expect(deadlineWith({})).toBeNull();
  expect(deadlineWith({ 'civil-k7/application': 1 })?.lastDay).toBe('2026-10-30'); // of two petitions the first
});

test('K7-21: an answer is expected by the next working day; K7-13: when it is a refusal the judge is to be told at once', () => {
  const played = does(does(weekBefore(), 'civil-k7/remote_ruling'), 'civil-k7/application');
  expect(linesOf(played, 'civil-k7/answer_received')[0]?.deadline?.lastDay).toBe('2026-10-28');
  expect(linesOf(played, 'civil-k7/judge_told_impossible')).toEqual([]);
  does(played, 'civil-k7/answer_received', { 'hearing.answer': 'refused' });
  expect(stateOf(played, 'civil-k7/judge_told_impossible')).toBe('overdue');
  expect(stateOf(does(played, 'civil-k7/answer_received', { 'hearing.answer': 'confirmed' }), 'civil-k7/judge_told_impossible')).toBeUndefined();
});

test('only those who take part from elsewhere are asked for what that takes', () => {
  expect(keys(civil, 'connect').filter((line) => line.startsWith('K7-9'))).toEqual(['K7-9 phone', 'K7-9 phone']);
  expect(keys(civil, 'connect').filter((line) => line.startsWith('K7-26')).map((line) => line.split(' ')[1])).not.toContain('claimant');
  expect(keys({ ...civil, participants: everybody.slice(0, 1) }, 'connect')).toEqual(['CPC-281']);
});

test('the assisting court has steps of its own, and none of the other\'s', () => {
  const assisting = keys({ ...civil, side: 'assisting_court' }, 'prepare');
  expect(assisting).toContain('K7-21(2)');
  expect(assisting).not.toContain('K7-12');
  expect(keys(civil, 'prepare')).not.toContain('K7-20');
});

test('K185-13: criminal and administrative hearings ask for the test by the next day, held a whole day before', () => {
  for (const proceedings of ['criminal', 'administrative'] as const) {
    const played = new Played({ ...civil, proceedings });
    played.nowMs = tenOClockMs - 7 * dayMs;
    does(played, 'criminal-k185/remote_ruling');
    expect(linesOf(played, 'criminal-k185/test_request')[0]?.deadline?.lastDay).toBe('2026-10-28');
    expect(linesOf(played, 'criminal-k185/test_session')[0]?.deadline?.lastDay).toBe('2026-11-01');
    expect(stateOf(played, 'civil-k7/application')).toBeUndefined();
  }
});

test('K185-13: a test session in which everybody was found fit is the step done, in time or late; one with somebody missing is not', () => {
  const report = { browser: '', cameraLabel: null, microphoneLabel: null, luminance: null, noiseDb: null, speed: { downMbit: 3, upMbit: 3 } };
  const tested = (participantId: string) => ({ participantId, cameAtMs: 1, wasLinked: true, wasLetIn: true, report, quality: { figures: steady, verdicts: [] } });
  const stateAfter = (atMs: number, ids: string[]) => {
    const played = new Played({ ...civil, proceedings: 'criminal' });
    played.nowMs = atMs;
    return stateOf(played.do({ type: 'keepTest', fromMs: atMs, begunBy: '', people: ids.map(tested) }), 'criminal-k185/test_session');
  };
  expect(stateAfter(tenOClockMs - 3 * dayMs, ['phone', 'far'])).toBe('done');
  expect(stateAfter(tenOClockMs - 3 * dayMs, ['phone'])).toBe('open');
  expect(stateAfter(tenOClockMs - dayMs / 4, ['phone', 'far'])).toBe('late');
});

test('K185-11, K185-12: who agrees to the date depends on the instance', () => {
  const agreed = (instance: ScheduleEntry['instance']) => keys({ ...civil, proceedings: 'criminal', instance }, 'prepare').filter((line) => /K185-1[12]/.test(line));
  expect([agreed('first'), agreed('appeal'), agreed('cassation')]).toEqual([['K185-11'], ['K185-11'], ['K185-12']]);
});

test('K336-7, K336-11: who signs off the hall depends on the instance', () => {
  const signs = (instance: ScheduleEntry['instance']) => checklist(input(new Played({ ...civil, instance }))).filter(({ rule }) => rule.orderId === 'recording-486' && rule.does === 'readiness').map(({ rule }) => rule.who);
  expect([signs('first'), signs('appeal'), signs('cassation')]).toEqual([['office_head'], ['service_organisation'], ['service_organisation']]);
});

test('K336-6, K336-12, K336-14: who operates the recording depends on the instance', () => {
  const operates = (instance: ScheduleEntry['instance']) => checklist(input(new Played({ ...civil, instance }))).filter(({ rule }) => rule.id.startsWith('operated_by_')).map(({ rule }) => [rule.who, ...rule.requirements]);
  expect(operates('first')).toEqual([['secretary', 'K336-6', 'K336-14']]);
  expect(operates('appeal')).toEqual(operates('first'));
  expect(operates('cassation')).toEqual([['service_organisation', 'K336-12', 'K336-14']]);
});

test.each<[string, Partial<Participant>, boolean]>([
  ['fifteen, somebody\'s child', { role: 'other', birthDate: '2010-11-04' }, true],
  ['sixteen on the very day', { role: 'other', birthDate: '2010-11-03' }, false],
  ['fifteen, but a witness', { role: 'witness', birthDate: '2015-01-01' }, false],
  ['of unknown age', { role: 'other' }, false],
])('K7-29: %s', (_, change, refused) => {
  const played = new Played({ ...civil, participants: [person('young', 'other', 'own_device', change)] });
  expect(findings(input(played)).map(({ rule }) => rule.id)).toEqual(refused ? ['under_sixteen'] : []);
});

test('K7-38: a link that is too slow is found when it was measured, and no longer once it is fast enough', () => {
  const found = (played: Played) => findings(input(played)).map(({ rule, participantId }) => `${rule.requirements.join()} ${participantId ?? ''}`);
  const played = new Played(civil);
  expect(found(played)).toEqual([]);
  expect(found(does(played, 'civil-k7/link_measured', { 'participant.bandwidthMbit': 0.9 }, 'phone'))).toEqual(['K7-38(2) phone']);
  expect(found(does(played, 'civil-k7/link_measured', { 'participant.bandwidthMbit': 1 }, 'phone'))).toEqual([]);
});

test('K7-6: a remote participant in a closed section is a finding, from the moment it is closed', () => {
  const played = new Played(civil).do({ type: 'open', tracks: [] });
  played.do({ type: 'sectionCameUp', sectionId: must(played.state.starting).sectionId, atMs: played.nowMs }, 100);
  expect(findings(input(played))).toEqual([]);
  played.do({ type: 'closeToPublic', reason: 'x' }, minuteMs);
  expect(findings(input(played)).map(({ rule }) => rule.requirements)).toEqual([['K7-6']]);
});

test('a step of somebody who is not of the hearing is refused, and the same record twice is one', () => {
  const played = new Played(civil);
  expect(() => does(played, 'civil-k7/identity', {}, 'nobody')).toThrow('participant.not_found');
  does(does(played, 'civil-k7/identity', {}, 'far'), 'civil-k7/identity', {}, 'far');
  expect(played.state.steps).toHaveLength(1);
});

test('ages', () => expect([ageOn('2010-02-28', '2026-02-27'), ageOn('2010-02-28', '2026-02-28'), ageOn('2012-02-29', '2026-02-28'), ageOn('2012-02-29', '2026-03-01')]).toEqual([15, 16, 13, 14]));

test('K336-9, K336-26: what the hearing itself shows to be done nobody has to write down; a note that it failed counts over it', () => {
  const played = new Played(civil);
  const sealed = () => ['sealed', 'short_protocol'].map((id) => stateOf(played, `recording-486/${id}`));
  expect(sealed()).toEqual(['open', 'open']);
  played.start({ type: 'open', tracks: [] }).do({ type: 'close' }, minuteMs).do({ type: 'addProtocol', kind: 'short', language: 'kk', files: [] });
  expect(sealed()).toEqual(['open', 'open']);
  played.do({ type: 'seal', manifest: { path: 'manifest.json', sha256: 'x', bytes: 1 }, segments: 1, mediaBytes: 1 });
  expect(sealed()).toEqual(['done', 'open']); // composed is not yet sent
  played.do({ type: 'handOver', receipts: 3 });
  expect(sealed()).toEqual(['done', 'done']);
  played.do({ type: 'recordStep', step: 'recording-486/short_protocol', participantId: null, outcome: 'failed', values: {}, note: '', doneBy: '' });
  expect(sealed()).toEqual(['done', 'failed']);
});

test('remarks on the protocol have a term of their own, which begins when it is signed', () => {
  const played = new Played(civil);
  const deadline = () => linesOf(played, 'court-setting/protocol_remarks')[0]?.deadline?.lastDay ?? null;
  expect(deadline()).toBeNull();
  played.nowMs = tenOClockMs + 8 * 60 * minuteMs;
  does(played, 'court-setting/protocol_signed');
  expect(deadline()).toBe('2026-11-10'); // Tuesday the 3rd, five working days
  expect(linesOf(played, 'court-setting/protocol_remarks')[0]?.rule.shown).toEqual([]);
});
