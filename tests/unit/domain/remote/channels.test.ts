import { expect, test } from 'vitest';
import { composeChronicle } from '#shared/domain/chronicle/compose.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { soundSpans } from '#shared/domain/remote/recorded.ts';
import { remoteOf } from '#shared/domain/remote/remote.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { rules } from '#shared/rules/index.ts';
import { almaty, civilSchedule, minuteMs, Played, tenOClockMs } from '../samples.ts';

const participants: Participant[] = [
  { id: 'client', name: 'Образцова Проба', role: 'accused', attendance: 'institution' },
  { id: 'defender', name: 'Қорғаушы Үлгі', role: 'defence', attendance: 'own_device' },
  { id: 'other', name: 'Сарапшы Мысал', role: 'expert', attendance: 'court' },
  { id: 'interpreter', name: 'Аудармашы Сынақ', role: 'interpreter', attendance: 'own_device' },
];
const talk: HearingCommand = { type: 'confide', participantId: 'client', withIds: ['defender'] };
const at = (minutes: number): number => tenOClockMs + minutes * minuteMs;

/** In session, recorded since 10:01, everybody let in at 10:02. */
function inSession(): Played {
  const played = new Played({ ...civilSchedule, participants }).start({ type: 'open', tracks: [] }, minuteMs);
  for (const { id } of participants) played.do({ type: 'arrive', participantId: id });
  played.nowMs += minuteMs;
  for (const { id } of participants) played.do({ type: 'admit', participantId: id });
  return played;
}
function chronicleOf(played: Played): string {
  if (!rules.ok) throw new Error(rules.error.code);
  return composeChronicle({ hearing: played.state, language: 'ru', orders: rules.value, tracks: [], offset: almaty, nowMs: played.nowMs }).text;
}
const talksOf = (played: Played, id = 'client') => remoteOf(played.state, id).talks;

test('a talk begins and ends once, for both of them', () => {
  const played = inSession().do(talk, minuteMs).do(talk).do({ type: 'confide', participantId: 'defender', withIds: ['client'] });
  expect(talksOf(played, 'defender')).toEqual([{ withIds: ['client'], fromMs: at(3), toMs: null }]);
  played.do({ type: 'endTalk', participantId: 'defender', why: 'ordered' }, minuteMs).do({ type: 'endTalk', participantId: 'client', why: 'ordered' }, minuteMs);
  expect(talksOf(played)).toEqual([{ withIds: ['defender'], fromMs: at(3), toMs: at(4) }]);
  expect(played.records.filter(({ event }) => event.type === 'confidentialTalkEnded')).toHaveLength(1);
});

test.each([
  ['leaves', (played: Played) => played.do({ type: 'leave', participantId: 'defender' })],
  ['is sent out', (played: Played) => played.do({ type: 'sendOut', participantId: 'client' })],
  ['is excluded', (played: Played) => played.do({ type: 'endInvitation', participantId: 'client', why: 'excluded' })],
  ['has the hearing closed over it', (played: Played) => played.do({ type: 'close' })],
] as const)('it ends for both when one %s', (_, act) => {
  const played = inSession().do(talk, minuteMs);
  played.nowMs += minuteMs;
  act(played);
  expect([talksOf(played), talksOf(played, 'defender')].flat().map(({ toMs }) => toMs)).toEqual([at(4), at(4)]);
});

test('a defender in the hall connects for a talk alone: nobody lets them in, and the chronicle tells the talk and not their coming', () => {
  const inHall: Participant[] = [...participants, { id: 'beside', name: 'Залдағы Қорғаушы', role: 'defence', attendance: 'hall' }, { id: 'party', name: 'Залдағы Тарап', role: 'victim', attendance: 'hall' }];
  const played = new Played({ ...civilSchedule, participants: inHall }).start({ type: 'open', tracks: [] }, minuteMs);
  for (const participantId of ['client', 'beside']) played.do({ type: 'arrive', participantId });
  expect(() => played.do({ type: 'admit', participantId: 'beside' })).toThrow('conference.only_talks');
  expect(() => played.do({ type: 'arrive', participantId: 'party' })).toThrow('conference.not_remote');
  expect(() => played.do({ ...talk, withIds: ['party'] })).toThrow('conference.not_here');
  played.do({ ...talk, withIds: ['beside'] }, minuteMs).do({ type: 'leave', participantId: 'beside' });
  expect(talksOf(played).map(({ withIds, toMs }) => [withIds, toMs === null])).toEqual([[['beside'], false]]);
  const told = chronicleOf(played);
  expect(told).toMatch(/начался конфиденциальный разговор с защитником, он не записывается: .*Залдағы Қорғаушы/);
  expect(told).toMatch(/Образцова Проба: подключение к комнате суда/);
  expect(told).not.toMatch(/Залдағы Қорғаушы: (?:подключение|отключение)/);
});

test.each<[string, HearingCommand]>([
  ['conference.no_defender', { ...talk, withIds: ['other'] }],
  ['conference.no_defender', { ...talk, participantId: 'interpreter', withIds: ['defender'] }],
  ['conference.no_defender', { ...talk, withIds: ['defender', 'other'] }],
  ['conference.not_here', { ...talk, withIds: ['defender', 'nobody'] }],
  ['conference.talks_already', { ...talk, withIds: ['defender', 'interpreter'] }],
  ['conference.no_interpreter', { type: 'interpret', participantId: 'other', forIds: ['client'] }],
  ['conference.not_remote', { type: 'interpret', participantId: 'interpreter', forIds: ['interpreter'] }],
])('refused with %s', (code, command) => {
  expect(() => inSession().do(talk).do(command)).toThrow(code);
});

test('nothing of a talk belongs to the record, nor does a packet that reaches into it, whatever a page hands over', () => {
  const played = inSession().do(talk, minuteMs).do({ type: 'endTalk', participantId: 'client', why: 'ordered' }, minuteMs).do({ type: 'close' }, minuteMs);
  expect(soundSpans(played.state, 'client', played.nowMs)).toEqual([{ fromMs: at(2), toMs: at(3) - 20 }, { fromMs: at(4), toMs: at(5) }]);
  expect(soundSpans(played.state, 'other', played.nowMs)).toEqual([{ fromMs: at(2), toMs: at(5) }]);
  const lasting = inSession().do(talk, minuteMs);
  expect(soundSpans(lasting.state, 'client', at(9))).toEqual([{ fromMs: at(2), toMs: at(3) - 20 }]);
});

test('an interpreter interprets for some until told otherwise or sent out', () => {
  const interpret = (forIds: string[]) => ({ type: 'interpret' as const, participantId: 'interpreter', forIds });
  const played = inSession().do(interpret(['client']), minuteMs).do(interpret(['client'])).do(interpret(['client', 'other']), minuteMs).do(interpret([]), minuteMs)
    .do(interpret(['other']), minuteMs).do({ type: 'sendOut', participantId: 'interpreter' }, minuteMs);
  expect(remoteOf(played.state, 'interpreter').interpreting).toEqual([
    { forIds: ['client'], fromMs: at(3), toMs: at(4) }, { forIds: ['client', 'other'], fromMs: at(4), toMs: at(5) }, { forIds: ['other'], fromMs: at(6), toMs: at(7) },
  ]);
});

test('the chronicle says who talked when, once, and for whom was interpreted', () => {
  const played = inSession().do(talk, minuteMs).do({ type: 'endTalk', participantId: 'client', why: 'ordered' }, minuteMs)
    .do({ type: 'interpret', participantId: 'interpreter', forIds: ['client'] }, minuteMs).do({ type: 'interpret', participantId: 'interpreter', forIds: [] }, minuteMs);
  const text = chronicleOf(played);
  expect(text.match(/начался конфиденциальный разговор/g)).toHaveLength(1);
  expect(text).toMatch(/10:03:00.*начался конфиденциальный разговор с защитником, он не записывается: Образцова Проба, Қорғаушы Үлгі/);
  expect(text).toMatch(/10:04:00.*конфиденциальный разговор завершён/);
  expect(text).toMatch(/10:05:00.*Аудармашы Сынақ: начат синхронный перевод, его слышат только: Образцова Проба/);
  expect(text).toMatch(/10:06:00.*Аудармашы Сынақ: синхронный перевод завершён/);
});
