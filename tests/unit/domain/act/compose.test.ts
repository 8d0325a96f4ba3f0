import { expect, test } from 'vitest';
import { actStage } from '#shared/domain/act/compose.ts';
import { incidentSubjects, type Incident } from '#shared/domain/hearing/state.ts';
import { proceedingsKinds } from '#shared/domain/schedule.ts';
import { minuteMs, must, Played, secretary } from '../samples.ts';
import { actOf, wholeHearing } from '../../documents/samples.ts';

const incident = (change: Partial<Incident>, hearing = wholeHearing()): Incident => ({ ...must(hearing.incidents[0]), ...change });

test('the act of a fault of the recording, whole', () => {
  const { title, text, clause, signatories } = actOf(wholeHearing(), 'ru');
  expect({ title, clause, signatories }).toEqual({
    title: 'Технический акт',
    clause: 'Правила технического применения средств аудио-, видеозаписи, обеспечивающих фиксирование хода судебного заседания, хранения и уничтожения аудио-, видеозаписи, доступа к аудио-, видеозаписи, утверждённые приказом от 24 ноября 2015 года № 6001-15-7-6/486',
    signatories: ['Руководитель администратора суда', 'Секретарь судебного заседания'],
  });
  expect(text).toBe(`ТЕХНИЧЕСКИЙ АКТ

Алматы қаласының Бостандық аудандық соты\t3 ноября 2026 года, 11:00

Номер дела\t7512-26-00-2/1234
Категория дела\tГражданское дело, первая инстанция
Зал судебного заседания\t3
Председательствующий\tҚожахметов Ғани Өмірұлы
Секретарь судебного заседания\tСейітқызы Әсел
Основание\t${clause}

Мы, нижеподписавшиеся, составили настоящий акт о технической неисправности.

НЕИСПРАВНОСТЬ
Что вышло из строя\tМикрофон
Устройство\tТалап қоюшы
Время начала\t3 ноября 2026 года, 10:33:50
Стадия заседания\tв ходе заседания
Кем обнаружена\tСейітқызы Әсел
Описание\tТалап қоюшының микрофоны үнсіз

КОМУ И КОГДА СООБЩЕНО
Председательствующий\t________________________
Технический специалист\t________________________
Руководитель администратора суда\t________________________

ПРИНЯТЫЕ МЕРЫ
Время восстановления\t3 ноября 2026 года, 10:35:25
Способ восстановления\tМикрофон ауыстырылды
Продолжительность неисправности\t0:01:35

ВЛИЯНИЕ НА ЗАПИСЬ
Промежуток без записи\tТөрағалық етуші, Талап қоюшы: 10:33:49 – 10:35:14 (0:01:25); device disappeared

ТЕХНИЧЕСКИЕ ДАННЫЕ (ЗАФИКСИРОВАНЫ АВТОМАТИЧЕСКИ)
– capture audio: lost since 2026-11-03T05:36:00.000Z
– disk: 100 of 200 bytes free

Акт приобщается к протоколу судебного заседания.
Поскольку подписывающие лица в приказе не названы, они определены по виду судопроизводства (настройка).

ПОДПИСИ
Руководитель администратора суда\t________________________\t________________________
Секретарь судебного заседания\t________________________\tСейітқызы Әсел
`);
});

test('K7-18: civil, before the hearing', () => {
  const hearing = new Played().do({ type: 'openIncident', incidentId: 'i', startedAtMs: 1, subject: 'videoconference', deviceId: null, detectedBy: 'machine', note: '', evidence: [] }).state;
  const { text, clause, signatories } = actOf(hearing, 'kk');
  expect(signatories).toEqual(['Сот әкімшісінің басшысы', 'Сот отырысының хатшысы']);
  expect(clause).toMatch(/№ 7 .*, 18-тармақ$/u);
  expect(text).toContain('Акт іс материалдарына қоса тігіледі.');
  expect(text).toContain('отырыс басталғанға дейін');
  expect(text).toContain('жүйе автоматты түрде');
  expect(text).toContain('акт жасалған кезде қалпына келтірілген жоқ');
  expect(text).not.toContain('баптау');
});

test('K185-18: criminal and administrative, with the technical specialist', () => {
  for (const proceedings of ['criminal', 'administrative'] as const) {
    const hearing = wholeHearing({ proceedings });
    const { text, signatories } = actOf(hearing, 'ru', incident({ subject: 'videoconference', deviceId: null }, hearing));
    expect(signatories).toEqual(['Заведующий канцелярией', 'Секретарь судебного заседания', 'Технический специалист']);
    expect(text.match(/Технический специалист\t_+\t_+/gu)).toHaveLength(1);
  }
});

test('K7-24: the expected restoration stands in the act', () => {
  const { text } = actOf(wholeHearing(), 'ru', incident({ resolved: null, expectedRestorationMs: Date.UTC(2026, 10, 3, 6, 30) }));
  expect(text).toContain('Ожидаемое время восстановления\t03.11.2026 11:30');
});

test('no gap is claimed where there was none, and none is denied where nothing was recorded', () => {
  const hearing = { ...wholeHearing(), gaps: [] };
  expect(actOf(hearing, 'ru').text).toContain('За это время перерывов в записи не зафиксировано.');
  expect(actOf(hearing, 'ru', incident({ startedAtMs: 0, resolved: null })).text).toContain('В момент начала неисправности запись не велась.');
});

test('the stage follows from when it began to fail', () => {
  const hearing = wholeHearing();
  const [first, last] = [must(hearing.sections[0]), must(hearing.sections.at(-1))];
  const stages = [first.startedAtMs - 1, first.startedAtMs, must(last.endedAtMs) - 1, must(last.endedAtMs)].map((startedAtMs) => actStage(hearing, incident({ startedAtMs })));
  expect(stages).toEqual(['before', 'during', 'during', 'after']);
  expect(actStage(new Played().do({ type: 'connect' }, minuteMs).state, incident({ startedAtMs: 9e12 }))).toBe('before');
});

test('every fault in every procedure and language gives an act, and none cites the repealed order', () => {
  for (const proceedings of proceedingsKinds) {
    const hearing = wholeHearing({ proceedings, secretary: '' });
    for (const subject of incidentSubjects) {
      for (const language of ['kk', 'ru'] as const) {
        const { text } = actOf(hearing, language, incident({ subject, by: secretary }, hearing));
        expect(text).not.toMatch(/№\s*336|undefined|null|NaN/u);
      }
    }
  }
});

test('pictures stand in the act with what they show, when, their file and its hash; what has none says why', () => {
  const pictures: Incident['pictures'] = [
    { of: 'camera', name: 'cam-1', state: 'taken', atMs: Date.UTC(2026, 10, 3, 5, 33, 49), file: { path: 'evidence/i-1-camera-cam-1.jpg', sha256: 'ab'.repeat(32), bytes: 9 } },
    { of: 'window', name: 'console', state: 'missing', why: 'no_windows' },
  ];
  const lines = (language: 'kk' | 'ru') => actOf(wholeHearing(), language, incident({ pictures, evidence: [] })).text.split('\n').filter((line) => line.startsWith('– '));
  expect(lines('kk')).toEqual([
    `– Сурет: Жалпы көрініс, 2026 жылғы 3 қараша, 10:33:49; i-1-camera-cam-1.jpg, SHA-256 ${'ab'.repeat(32)}`,
    '– Сурет жоқ: Пульт терезесі (пульт браузерде ашық, өз терезесі жоқ)',
  ]);
  expect(lines('ru')).toEqual([
    `– Снимок: Жалпы көрініс, 3 ноября 2026 года, 10:33:49; i-1-camera-cam-1.jpg, SHA-256 ${'ab'.repeat(32)}`,
    '– Снимка нет: Окно пульта (пульт открыт в браузере, собственного окна нет)',
  ]);
});

test('K336-28, K336-29: the terms of the chain stand beside who was told: kept, not kept, and of what is still to be done', () => {
  const played = new Played();
  const tell = (notice: string, afterMs: number) =>
    played.do({ type: 'tellNotice', incidentId: 'i', notice: `recording-486/${notice}`, to: 'Үлгіұлы', way: 'phone', toldAtMs: played.nowMs + afterMs, note: '' }, afterMs);
  played.do({ type: 'openIncident', incidentId: 'i', startedAtMs: played.nowMs, subject: 'camera', deviceId: null, detectedBy: 'person', note: 'x', evidence: [] });
  tell('office_head', minuteMs);
  tell('oblast', minuteMs);
  expect(actOf(played.state, 'ru').text).toContain('Установить причину и в течение часа сообщить координатору Департамента\t________________________; срок: 03.11.2026 11:02');
  tell('department', 61 * minuteMs);
  expect(actOf(played.state, 'ru').text).toMatch(/^Координатор Департамента\tҮлгіұлы; 3 ноября 2026 года, 11:03; по телефону; срок: 03.11.2026 11:02, с опозданием$/mu);
  tell('cause_confirmed', minuteMs);
  const { text } = actOf(played.state, 'kk');
  expect(text).toContain('мерзімінен кеш');
  expect(text).toMatch(/техникалық акт жасау\tмерзімі: 04\.11\.2026$/mu);
});
