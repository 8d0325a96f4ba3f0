import { expect, test } from 'vitest';
import { systemActor } from '#shared/domain/actor.ts';
import { testOutcome, testedDoneMs, type TestedPerson, type TestSession } from '#shared/domain/remote/testSession.ts';
import { testedIn, testReport } from '#shared/domain/remote/testReport.ts';
import { play, steady, times, withFault } from '../../conference/quality/series.ts';

const report = { browser: 'b', cameraLabel: null, microphoneLabel: null, luminance: 100, noiseDb: -50, speed: { downMbit: 4, upMbit: 2 } };
const good = { figures: steady, verdicts: play(times(5, steady)).at(-1) ?? [] };
const frozen = withFault('from', { frameRate: 0, pictureKbit: 0 });
const person = (more: Partial<TestedPerson> = {}): TestedPerson => ({ participantId: 'a', cameAtMs: 5, wasLinked: true, wasLetIn: true, report, quality: good, ...more });

test('K7-15(5), K185-13: somebody is fit who was seen and heard both ways, measured, and found good enough', () => {
  expect(testOutcome(person())).toBe('fit');
  expect(testOutcome(person({ cameAtMs: null }))).toBe('not_there');
  expect(testOutcome(person({ wasLinked: false }))).toBe('no_link');
  expect(testOutcome(person({ wasLetIn: false }))).toBe('one_way');
  expect(testOutcome(person({ report: { ...report, speed: { downMbit: 4, upMbit: 0.4 } } }))).toBe('unfit');
  expect(testOutcome(person({ quality: { figures: frozen, verdicts: play(times(8, frozen)).at(-1) ?? [] } }))).toBe('unfit');
  expect([testOutcome(person({ report: null })), testOutcome(person({ quality: null }))]).toEqual(['not_measured', 'not_measured']);
});

test('it is done when everybody elsewhere has been found fit, in one session or in several', () => {
  const held = (untilMs: number, people: TestedPerson[]): TestSession => ({ fromMs: 0, untilMs, begunBy: 'x', people, by: systemActor });
  const schedule = { participants: [{ id: 'here', name: 'h', role: 'judge', attendance: 'hall' }, { id: 'a', name: 'a', role: 'witness', attendance: 'court' }, { id: 'b', name: 'b', role: 'witness', attendance: 'own_device' }] } as never;
  const first = held(100, [person(), person({ participantId: 'b', wasLinked: false })]);
  expect(testedDoneMs({ schedule, tests: [] })).toBeNull();
  expect(testedDoneMs({ schedule, tests: [first] })).toBeNull();
  expect(testedDoneMs({ schedule, tests: [first, held(200, [person({ participantId: 'b' })]), held(300, [person()])] })).toBe(200);
  expect(testedDoneMs({ schedule: { participants: [] }, tests: [first] })).toBeNull();
});

test('its result is told in the words of the record', () => {
  const said = (more: Partial<TestedPerson>): string => testReport([testedIn(person(more), [{ id: 'a', name: 'Образцова Проба', role: 'witness', attendance: 'court' }])], 'ru');
  expect(said({})).toContain('Образцова Проба: связь установлена; в обе стороны; скорость: от него 2,0');
  expect(said({ wasLetIn: false })).toContain('участнику зал не показывали');
  expect(said({ wasLinked: false })).toContain('связь не установлена');
});
