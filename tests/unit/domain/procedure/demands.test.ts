import { expect, test } from 'vitest';
import { answersTo, demandsOf, isLinkEnded, isOwed, knownAnswers, type GivenAnswer } from '#shared/domain/procedure/demands.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { rules } from '#shared/rules/index.ts';
import { tracks } from '../../app/afterClosing.ts';
import { almaty, civilSchedule, minuteMs, must, Played } from '../samples.ts';

const criminal: ScheduleEntry = { ...civilSchedule, proceedings: 'criminal', participants: [{ id: 'far', name: 'Айыпталушы Үлгіұлы', role: 'accused', attendance: 'institution' }] };
const civil: ScheduleEntry = { ...civilSchedule, participants: [{ id: 'far', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'court' }] };

const demanded = ({ state }: Played) => {
  const procedure = procedureOf(state.schedule, rules.ok ? rules.value : [], almaty);
  if (!procedure.ok) throw new Error(procedure.error.code);
  return demandsOf({ procedure: procedure.value, hearing: state, hall: {} });
};
const demand = (played: Played, key: string) => must(demanded(played).find((each) => each.key === key));
const owed = (played: Played): string[] => demanded(played).filter((each) => isOwed(each, played.state)).map(({ key }) => key);
const opened = (schedule: ScheduleEntry) => new Played(schedule).start({ type: 'open', tracks });

/** As it is kept when somebody answers. */
function answer(played: Played, step: string, given: GivenAnswer[], afterMs = minuteMs): Played {
  const values = answersTo(demand(played, step), given, played.state);
  if (!values.ok) throw new Error(values.error.code);
  return played.do({ type: 'recordStep', step, participantId: null, outcome: 'done', values: values.value, note: '', doneBy: '' }, afterMs);
}
const opinion = [{ ask: 'opinion', answer: 'бейнебайланыспен' }, { ask: 'oral_petition', answer: 'no' }];

test('K185-23: a break asks the parties\' opinion while it lasts, each one anew, and no longer once it was answered', () => {
  const played = opened(criminal);
  expect(owed(played)).toEqual([]);
  played.do({ type: 'technicalBreak', reason: 'байланыс жоқ' }, minuteMs);
  expect(owed(played)).toEqual(['criminal-k185/break_opinion']);
  answer(played, 'criminal-k185/break_opinion', opinion);
  expect(owed(played)).toEqual([]);
  played.do({ type: 'resume' }, minuteMs).do({ type: 'technicalBreak', reason: 'тағы' }, minuteMs);
  expect(owed(played)).toEqual(['criminal-k185/break_opinion']);
  played.do({ type: 'resume' }, minuteMs).do({ type: 'recess', reason: '' }, minuteMs);
  expect(owed(played)).toEqual(['criminal-k185/recess_opinion']);
  played.do({ type: 'close' }, minuteMs);
  expect(owed(played)).toEqual([]);
});

test('what was answered in a break is known when it is postponed, and at the next break; another order knows nothing of it', () => {
  const played = answer(opened(criminal).do({ type: 'technicalBreak', reason: 'x' }, minuteMs), 'criminal-k185/break_opinion', opinion);
  for (const key of ['postponement', 'break_opinion', 'recess_opinion']) expect(knownAnswers(demand(played, `criminal-k185/${key}`), played.state), key).toEqual(opinion);
  answer(played, 'criminal-k185/closing_choice', [{ ask: 'link', answer: 'keep' }]);
  expect(knownAnswers(demand(played, 'criminal-k185/closing_choice'), played.state)).toEqual([]); // a decision is made anew each time
  answer(played, 'criminal-k185/postponement', [{ ask: 'opinion', answer: 'келіп' }, { ask: 'oral_petition', answer: 'yes' }, { ask: 'next_at', answer: '5' }]);
  expect(knownAnswers(demand(played, 'criminal-k185/recess_opinion'), played.state)).toEqual([{ ask: 'opinion', answer: 'келіп' }, { ask: 'oral_petition', answer: 'yes' }]);
});

const linkEnded = (played: Played): boolean => isLinkEnded(played.state, demanded(played));

test('K7-6: closing a civil hearing ends the videoconference, until the court sits in public again', () => {
  const played = opened(civil);
  expect(linkEnded(played)).toBe(false);
  answer(played, 'civil-k7/closing_ends_link', []).do({ type: 'closeToPublic', reason: 'ұйғарым' }, 5);
  expect(linkEnded(played)).toBe(true);
  played.do({ type: 'technicalBreak', reason: 'x' }, minuteMs).do({ type: 'resume' }, minuteMs);
  expect(linkEnded(played)).toBe(true);
  played.do({ type: 'resume' }, minuteMs);
  expect(linkEnded(played)).toBe(false);
});

test('K7-6: where there is no choice, a closed hearing ends it also when nobody has kept that it does', () => {
  const played = opened(civil).do({ type: 'closeToPublic', reason: 'ұйғарым' }, 5);
  expect(linkEnded(played)).toBe(true);
  played.do({ type: 'technicalBreak', reason: 'x' }, minuteMs);
  expect(linkEnded(played)).toBe(true);
  played.do({ type: 'resume' }, minuteMs).do({ type: 'resume' }, minuteMs);
  expect(linkEnded(played)).toBe(false);
  expect(linkEnded(opened(criminal).do({ type: 'closeToPublic', reason: 'x' }, 5))).toBe(false);
});

test.each([['keep', false], ['end', true]])('K185-6: in another case the judge chooses, and "%s" ends it: %s', (link, isEnded) => {
  const played = answer(opened({ ...criminal, proceedings: 'administrative' }), 'criminal-k185/closing_choice', [{ ask: 'link', answer: link }]).do({ type: 'closeToPublic', reason: 'x' }, 5);
  expect(linkEnded(played)).toBe(isEnded);
});

test('K185-24: an emergency at the institution ends it as well', () => {
  expect(linkEnded(answer(opened(criminal), 'criminal-k185/emergency', [{ ask: 'what', answer: 'disaster' }]))).toBe(true);
});
