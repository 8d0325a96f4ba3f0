import { expect, test } from 'vitest';
import { composeProtocol } from '#shared/domain/protocol/compose.ts';
import { almaty, civilSchedule, minuteMs, Played, tenOClockMs } from '../samples.ts';
import { protocolOf, wholeHearing } from '../../documents/samples.ts';

const linesOf = (text: string) => text.split('\n');
const line = (text: string, begin: string) => linesOf(text).find((l) => l.startsWith(begin));

test('a whole hearing in Kazakh: every line of the course, in order', () => {
  const { title, text } = protocolOf(wholeHearing(), 'kk');
  expect(title).toBe('Сот отырысының қысқаша хаттамасы');
  const course = linesOf(text).slice(linesOf(text).indexOf('СОТ ОТЫРЫСЫНЫҢ БАРЫСЫ') + 1, linesOf(text).indexOf('ДЫБЫС-БЕЙНЕЖАЗБА') - 1);
  expect(course).toEqual([
    '10:00:02\t0:00:00\t— Сот отырысы (жазба жүргізілді)',
    '10:00:02\t0:00:00\tСот отырысы ашылды',
    '10:00:42\t0:00:40\tҚұқықтары мен міндеттері түсіндірілді: АПК-нің 46-бабы бойынша түсіндірілді (екі тілде)',
    '10:01:22\t0:01:20\tТалап қоюшы: Талабын ішінара қолдайды',
    '10:03:44\t0:03:42\t— Үзіліс (жазба жүргізілген жоқ; себебі: Түскі үзіліс)',
    '10:33:44\t0:33:42\t— Сот отырысы (жазба жүргізілді)',
    '10:34:14\t0:34:12\t— Техникалық себептерге байланысты үзіліс (жазба жүргізілді; себебі: Микрофон істен шықты)',
    '10:35:55\t0:35:53\t— Сот отырысы (жазба жүргізілді)',
    '10:35:55\t0:35:53\tҰйғарым: Сарапшыны шақыру туралы',
  ]);
});

test('an edited mark stands in its last text, a withdrawn one not at all', () => {
  const { text } = protocolOf(wholeHearing(), 'kk');
  expect(text).not.toContain('толық қолдайды');
  expect(text).not.toContain('жасырын');
});

test('K336-5: unrecorded time and every gap are explained, with their lengths', () => {
  const { text } = protocolOf(wholeHearing(), 'kk');
  expect(line(text, 'Жазылмаған уақыт')).toBe('Жазылмаған уақыт\t10:03:44 – 10:33:44 (0:30:00): үзіліс, Түскі үзіліс');
  expect(line(text, 'Жазбадағы үзіліс')).toBe('Жазбадағы үзіліс\tТөрағалық етуші, Талап қоюшы: 10:33:49 – 10:35:14 (0:01:25); device disappeared');
  expect(line(text, 'Жазылған уақыт')).toBe('Жазылған уақыт\t0:07:33');
});

test('that nothing is missing is said only when nothing is known to be missing', () => {
  const whole = { ...wholeHearing(), gaps: [] };
  const fault = { code: 'recorder.segment_damaged', atMs: 1, detail: 'run-001/audio/00003.mkv' };
  expect(protocolOf(whole, 'ru').text).toContain('В записанных частях перерывов нет');
  const damaged = protocolOf({ ...whole, faults: [fault, fault] }, 'ru').text;
  expect(damaged).toContain('Повреждённые фрагменты записи\t2');
  expect(damaged).not.toContain('перерывов нет');
});

test('K7-19, K185-23: a postponement bears its reason and the next date', () => {
  expect(protocolOf(wholeHearing(), 'kk').text).toContain('кейінге қалдырылды (себебі: Сарапшының келмеуі); келесі сот отырысы: 2026 жылғы 10 қараша, 10:00.');
  expect(protocolOf(wholeHearing(), 'ru').text).toContain('следующее заседание: 10 ноября 2026 года, 10:00.');
  const open = new Played().do({ type: 'postpone', reason: 'r', nextAtMs: null }).state;
  expect(protocolOf(open, 'ru').text).toContain('дата следующего заседания будет назначена позднее');
});

test.each([
  ['civil', 'K7-32', /№ 7, пункт 32\.$/u],
  ['criminal', 'K185-21', /185, пункт 21\.$/u],
  ['administrative', 'K185-21', /185, пункт 21\.$/u],
] as const)('%s: remote participation is noted by itself (%s)', (proceedings, _, clause) => {
  const { text } = protocolOf(wholeHearing({ proceedings }), 'ru');
  const note = line(text, proceedings === 'civil' ? 'В судебном заседании использовалась система видеоконференцсвязи: ' : 'В судебном заседании применялась система видеоконференцсвязи: ');
  expect(note).toContain('Петрова Елена Ивановна – личное средство связи (мобильная видеоконференцсвязь)');
  expect(note).toMatch(clause);
});

test('nothing is said of a videoconference when everybody was in the courtroom', () => {
  const participants = civilSchedule.participants.map((p) => ({ ...p, attendance: 'hall' as const }));
  expect(protocolOf(wholeHearing({ participants }), 'ru').text).not.toContain('видеоконференцсвязь');
});

test('a fault is told with its restoration and its act', () => {
  const hearing = wholeHearing();
  expect(line(protocolOf(hearing, 'kk').text, '10:33:50')).toBe('10:33:50\tМикрофон\tТалап қоюшының микрофоны үнсіз; қалпына келтірілді 10:35:25: Микрофон ауыстырылды');
  const act = { actId: 'a', incidentId: 'i-1', language: 'kk' as const, text: '', signatories: [], clause: '', final: null };
  expect(line(protocolOf({ ...hearing, acts: [act] }, 'kk').text, '10:33:50')).toMatch(/; акт жобасы бар$/u);
  expect(line(protocolOf({ ...hearing, acts: [{ ...act, final: { atMs: 1, files: [] } }] }, 'kk').text, '10:33:50')).toMatch(/; акт жасалды$/u);
});

test('a hearing that goes on says so, and one that was never opened as well', () => {
  const going = new Played().start({ type: 'open', tracks: [] });
  const preview = composeProtocol({ hearing: going.state, language: 'ru', orders: [], tracks: [], offset: almaty, nowMs: going.nowMs + 3 * minuteMs }).text;
  expect(preview).toContain('Судебное заседание окончено\tсудебное заседание продолжается');
  expect(preview).toContain('Записано\t0:03:00');
  expect(preview).toContain('Судебное заседание ещё не окончено.');
  const cancelled = protocolOf(new Played().do({ type: 'cancel', reason: 'Қате енгізілген' }).state, 'ru').text;
  expect(cancelled).toContain('Судебное заседание не открывалось.');
  expect(cancelled).toContain('Запись не велась.');
  expect(cancelled).toContain('снято с графика (причина: Қате енгізілген)');
});

test('a mark from before the opening has a time but no position', () => {
  const played = new Played().do({ type: 'connect' }).do({ type: 'addMark', markId: 'm', atMs: tenOClockMs, template: 'arrival', text: 'Үсенов' }).start({ type: 'open', tracks: [] }, minuteMs);
  expect(protocolOf(played.state, 'ru').text).toContain('10:00:00\t–\tПрибытие или уход: Үсенов');
});

test('the demonstration says that it is one, a real hearing does not', () => {
  expect(linesOf(protocolOf(wholeHearing({}, true), 'ru').text)[0]).toBe('ДЕМОНСТРАЦИЯ: НЕ ЯВЛЯЕТСЯ СУДЕБНЫМ ДОКУМЕНТОМ');
  expect(protocolOf(wholeHearing(), 'ru').text).not.toMatch(/демонстрац/iu);
});

test('what people typed cannot make a line or a column of its own', () => {
  const typed = 'a\tb\r\nСОТ ШЕШІМІ\u2028x\u0000<script>';
  const { text } = protocolOf(wholeHearing({ judge: typed, hall: typed, participants: [{ id: 'p', name: typed, role: 'other', attendance: 'court' }] }), 'kk');
  expect(line(text, 'Төрағалық етуші')).toBe('Төрағалық етуші\ta b СОТ ШЕШІМІ x <script>');
  expect(line(text, 'Өзге адам')?.split('\t')).toHaveLength(3);
});

test.each(['kk', 'ru'] as const)('Order 486 is cited, the repealed one never (%s)', (language) => {
  const { text } = protocolOf(wholeHearing(), language);
  expect(text).toContain('№ 6001-15-7-6/486');
  expect(text).not.toMatch(/№\s*336/u);
});
