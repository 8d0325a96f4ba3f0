import { expect, test } from 'vitest';
import { composeChronicle } from '#shared/domain/chronicle/compose.ts';
import type { Hearing, Language } from '#shared/domain/hearing/state.ts';
import { factText } from '#shared/domain/procedure/factWords.ts';
import { factKinds } from '#shared/rules/schema/facts.ts';
import { rules } from '#shared/rules/index.ts';
import { almaty, civilSchedule, minuteMs, Played, secretary, tenOClockMs } from '../samples.ts';
import { wholeHearing } from '../../documents/samples.ts';

const chronicleOf = (hearing: Hearing, language: Language): string =>
  composeChronicle({ hearing, language, orders: rules.ok ? rules.value : [], tracks: [], offset: almaty, nowMs: tenOClockMs + 120 * minuteMs }).text;
const lineWith = (text: string, words: string): string | undefined => text.split('\n').find((line) => line.includes(words));

test('marks stand in every text they ever had, and withdrawn ones with who took them back', () => {
  const text = chronicleOf(wholeHearing(), 'kk');
  expect(lineWith(text, 'ішінара')).toContain('бұрынғы мәтіні: Талабын толық қолдайды');
  expect(lineWith(text, 'жасырын')).toContain(`қайтарып алынды: ${secretary.name}`);
});

test('everything has its moment, its place in the recording and who wrote it down', () => {
  const text = chronicleOf(wholeHearing(), 'ru');
  expect(lineWith(text, 'Разъяснены права')).toMatch(/^10:00:42\t0:00:40\tРазъяснены права и обязанности: .* \[Сейітқызы Әсел\]$/u);
  expect(lineWith(text, 'Перерыв в записи:')).toMatch(/^10:33:49\t/u);
  const moments = text.split('\n').filter((line) => /^\d\d:\d\d:\d\d\t/u.test(line)).map((line) => line.slice(0, 8));
  expect(moments).toEqual(moments.toSorted());
});

const far = { id: 'far', name: 'Асанов Асан', role: 'witness', attendance: 'court', place: { kind: 'court', name: 'Талғар аудандық соты', address: '' } } as const;

test('K7-32: who took part from where, when the link was not there, and what was checked of each', () => {
  const played = new Played({ ...civilSchedule, participants: [far] });
  played.do({ type: 'recordStep', step: 'civil-k7/link_measured', participantId: 'far', outcome: 'done', values: { 'participant.bandwidthMbit': 4 }, note: '4 Мбит/с', doneBy: 'Маман' });
  played.do({ type: 'openIncident', incidentId: 'i', startedAtMs: tenOClockMs + minuteMs, subject: 'videoconference', deviceId: null, detectedBy: 'machine', note: 'сурет қатып қалды', evidence: [] }, 2 * minuteMs);
  played.do({ type: 'resolveIncident', incidentId: 'i', how: 'қайта қосылды' }, minuteMs);
  const text = chronicleOf(played.state, 'kk');
  expect(lineWith(text, 'Талғар аудандық соты')).toContain('Асанов Асан');
  expect(lineWith(text, 'Байланыс үзілді')).toBe('Байланыс үзілді\t10:01:00 – 10:03:00 (0:02:00)\tсурет қатып қалды');
  expect(lineWith(text, '4 Мбит/с; Маман') ?? lineWith(text, 'Маман; 4 Мбит/с')).toContain('орындалды');
  expect(chronicleOf(new Played({ ...civilSchedule, participants: [] }).state, 'ru')).toContain('Видеоконференцсвязь не применялась.');
});

test('K7-15(5), K185-13: a test session stands with what it showed of each', () => {
  const report = { browser: '', cameraLabel: null, microphoneLabel: null, luminance: null, noiseDb: null, speed: { downMbit: 3, upMbit: 2 } };
  const tested = { participantId: 'far', cameAtMs: 1, wasLinked: true, wasLetIn: true, report, quality: null };
  const played = new Played({ ...civilSchedule, participants: [far] }).do({ type: 'keepTest', fromMs: tenOClockMs, begunBy: 'Сейітқызы Әсел', people: [tested] });
  expect(lineWith(chronicleOf(played.state, 'ru'), 'Проведён тестовый сеанс связи')).toMatch(/Асанов Асан: связь установлена; в обе стороны; скорость: от него 2,0, к нему 3,0 Мбит\/с \(достаточно\) \[Сейітқызы Әсел\]$/u);
});

test('what was found out with a step stands with its value and unit, as its document\'s language writes it', () => {
  const played = new Played();
  played.do({ type: 'recordStep', step: 'civil-k7/link_measured', participantId: 'p2', outcome: 'done', values: { 'participant.bandwidthMbit': 0.6, 'participant.appIsCurrent': true }, note: '', doneBy: '' });
  played.do({ type: 'recordStep', step: 'civil-code/appearance', participantId: null, outcome: 'done', values: { 'hearing.partyAppeared': false }, note: '', doneBy: '' });
  played.do({ type: 'recordStep', step: 'civil-k7/answer_received', participantId: null, outcome: 'done', values: { 'hearing.answer': 'refused', nobodyKnows: 'x' }, note: '', doneBy: '' });
  const [kk, ru] = [chronicleOf(played.state, 'kk'), chronicleOf(played.state, 'ru')];
  expect(lineWith(kk, 'Байланыс жылдамдығы мен')).toContain('орындалды; Байланыс жылдамдығы: 0,6 Мбит/с; Қосымша жаңартылған: иә');
  expect(lineWith(ru, 'Скорость связи и версия')).toContain('выполнено; Скорость связи: 0,6 Мбит/с; Приложение обновлено: да');
  expect(lineWith(kk, 'Тараптардың келгені')).toContain('Тараптардың бірі келді: жоқ');
  expect(lineWith(ru, 'Ответ на заявку (')).toContain('Ответ на заявку: не подтверждается');
  expect(ru).not.toContain('nobodyKnows');
});

test('every fact that a step of the orders finds out has its value in words, none of them the program\'s', () => {
  const finds = (rules.ok ? rules.value : []).flatMap(({ steps }) => steps.flatMap((step) => step.finds));
  expect(finds.length).toBeGreaterThan(5);
  for (const name of finds) {
    const kind: 'boolean' | 'number' | readonly string[] = factKinds[name];
    const values = kind === 'boolean' ? [true, false] : kind === 'number' ? [1.5] : kind;
    for (const value of values) for (const language of ['kk', 'ru'] as const) expect(factText(name, value, language), name).not.toMatch(/[a-z_]|true|false/u);
  }
});

test('who was told of a failure, whatever their name looks like, makes no line of its own', () => {
  const played = new Played();
  played.do({ type: 'openIncident', incidentId: 'i', startedAtMs: tenOClockMs, subject: 'camera', deviceId: null, detectedBy: 'person', note: '', evidence: [] }, minuteMs);
  played.do({ type: 'tellNotice', incidentId: 'i', notice: 'recording-486/office_head', to: 'Серік\nСАЙМАН\tx', way: 'phone', toldAtMs: tenOClockMs, note: '' });
  expect(lineWith(chronicleOf(played.state, 'ru'), 'Серік')).toContain('Заведующий канцелярией; Серік САЙМАН x; по телефону');
});

test('a hearing of eight hours with two thousand marks is a chronicle with each of them', () => {
  const played = new Played().start({ type: 'open', tracks: [] });
  for (let i = 0; i < 2000; i += 1) played.do({ type: 'addMark', markId: `m-${i}`, atMs: tenOClockMs + i * 14_000, template: 'note', text: `белгі ${i}` }, 14_000);
  expect(chronicleOf(played.state, 'kk').match(/белгі \d+/gu)).toHaveLength(2000);
});
