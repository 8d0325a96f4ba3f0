import { randomUUID } from 'node:crypto';
import type { Actor } from '#shared/domain/actor.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { HearingEvent } from '#shared/domain/hearing/events.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';

/** A working day as it might look at eleven: one hearing handed over, one ended, one in session, two to come. */
export const secretary: Actor = { userId: 'u-secretary', name: 'Нұрғалиева Әсел Қайратқызы', role: 'secretary' };

export const hall: Hall = {
  court: 'Алматы қаласының Бостандық аудандық соты',
  name: '№ 3 зал',
  demo: true,
  cameras: [
    { id: 'camera-1', label: 'Камера 1 · зал', source: { type: 'synthetic', variant: 1 }, widthPx: 1280, heightPx: 720, fps: 25 },
    { id: 'camera-2', label: 'Камера 2 · куә', source: { type: 'synthetic', variant: 2 }, widthPx: 1280, heightPx: 720, fps: 25 },
  ],
  microphones: [
    { id: 'mic-judge', label: 'Төрағалық етуші', source: { type: 'synthetic', voice: 1 } },
    { id: 'mic-claimant', label: 'Талап қоюшы', source: { type: 'synthetic', voice: 2 } },
    { id: 'mic-defendant', label: 'Жауапкер', source: { type: 'synthetic', voice: 3 } },
    { id: 'mic-witness', label: 'Куә', source: { type: 'synthetic', voice: 4 } },
  ],
};

const entry = (caseNumber: string, startsAtMs: number, more: Partial<ScheduleEntry> = {}): ScheduleEntry => ({
  caseNumber, startsAtMs, proceedings: 'civil', instance: 'first', court: hall.court, hall: hall.name,
  judge: 'Сейтқазина Үміт Өмірзаққызы', secretary: secretary.name, language: 'kk',
  participants: [
    { id: 'p1', name: 'Әбдірахманұлы Ғани Қуанышұлы', role: 'claimant', attendance: 'hall' },
    { id: 'p2', name: 'Иванова Татьяна Сергеевна', role: 'defendant', attendance: 'own_device' },
    { id: 'p3', name: 'Жұмабаев Һүсейін', role: 'representative', attendance: 'hall' },
  ],
  ...more,
});

export interface Planned {
  hearingId: string;
  events: { atMs: number; event: HearingEvent }[];
}

const scheduled = (schedule: ScheduleEntry, origin: 'server' | 'manual' = 'server'): HearingEvent =>
  ({ type: 'hearingScheduled', schedule, origin, serverHearingId: origin === 'server' ? randomUUID() : null, demo: true });

const inSession = (atMs: number): HearingEvent[] => [
  { type: 'sectionRequested', sectionId: 's1', kind: 'in_session', reason: '', atMs, zeroUtcMs: atMs },
  { type: 'sectionStarted', sectionId: 's1', kind: 'in_session', reason: '', atMs: atMs + 900, recorded: true },
];

const markWords: [string, string][] = [
  ['stage_opening', 'Сот отырысы ашылды'], ['judge', 'Сот құрамы жарияланды, қарсылық білдірілген жоқ'], ['claimant', 'Талабын толық қолдайды'],
  ['motion', 'Заявлено ходатайство о вызове свидетеля'], ['ruling', 'Өтінішхат қанағаттандырылды'], ['defendant', 'Иск не признаёт'],
  ['witness', 'Свидетель предупреждён под подписку'], ['evidence', 'Іс материалдарының 12-парағы зерттелді'],
];

const marks = (fromMs: number, count: number): HearingEvent[] =>
  Array.from({ length: count }, (_, i) => {
    const [template = 'note', text = ''] = markWords[i % markWords.length] ?? [];
    return { type: 'markAdded', markId: randomUUID(), atMs: fromMs + 7000 * (i + 1), template, text };
  });

const file = (path: string, bytes: number) => ({ path, bytes, sha256: 'ab12cd34'.repeat(8) });

function ended(atMs: number, incident: boolean): HearingEvent[] {
  const incidentId = randomUUID();
  const withAct: HearingEvent[] = [
    { type: 'incidentOpened', incidentId, startedAtMs: atMs + 600_000, subject: 'microphone', deviceId: 'mic-witness', detectedBy: 'machine', note: 'Куәның микрофоны үнсіз', evidence: ['capture: audio', 'state: lost', 'cause: device gone'] },
    { type: 'evidenceAdded', incidentId, atMs: atMs + 602_000, pictures: [{ of: 'camera', name: 'cam-1', state: 'taken', atMs: atMs + 600_000, file: file('evidence/a-camera-cam-1.jpg', 48_000) }, { of: 'window', name: 'console', state: 'missing', why: 'no_windows' }] },
    { type: 'captureLost', captureId: 'audio', fromMs: atMs + 600_000, cause: 'device gone' },
    { type: 'captureResumed', captureId: 'audio', atMs: atMs + 640_000 },
    { type: 'incidentResolved', incidentId, atMs: atMs + 650_000, how: 'Кабель ауыстырылды' },
    { type: 'actComposed', actId: randomUUID(), incidentId, atMs: atMs + 660_000, language: 'kk', text: 'ТЕХНИКАЛЫҚ АҚАУ ТУРАЛЫ АКТ\n\nКуәның микрофоны 40 секунд бойы дыбыс бермеді.', signatories: ['court_administrator_head', 'secretary'], clause: 'K7-18' },
  ];
  return [
    ...inSession(atMs), ...marks(atMs, 14),
    { type: 'sectionStarted', sectionId: 's2', kind: 'recess', reason: 'Тараптардың өтінуі бойынша', atMs: atMs + 1_200_000, recorded: false },
    { type: 'sectionStarted', sectionId: 's3', kind: 'in_session', reason: '', atMs: atMs + 1_800_000, recorded: true },
    ...(incident ? withAct : []),
    { type: 'hearingClosed', atMs: atMs + 3_000_000, outcome: { kind: 'concluded' } },
    { type: 'protocolComposed', version: 1, atMs: atMs + 3_002_000, language: 'kk', files: [file('documents/protocol-1.kk.txt', 4210), file('documents/protocol-1.kk.pdf', 48_213)] },
  ];
}

const sealed = (atMs: number): HearingEvent => ({ type: 'recordingSealed', atMs, manifest: file('manifest.json', 182_400), segments: 1440, mediaBytes: 1_284_311_002 });

/** `nowMs`: what the fake console's clock shows; the day is built around it. */
export function plannedDay(nowMs: number): Planned[] {
  const plan = (startsAtMs: number, events: HearingEvent[]): Planned => ({ hearingId: randomUUID(), events: events.map((event) => ({ atMs: startsAtMs, event })) });
  const h = 3_600_000;
  const live = nowMs - 1.25 * h;
  return [
    plan(nowMs - 5 * h, [scheduled(entry('7512-26-00-2/4398', nowMs - 5 * h)), ...ended(nowMs - 5 * h, false), sealed(nowMs - 4 * h), { type: 'handedOver', atMs: nowMs - 3.9 * h, receipts: 1466 }]),
    plan(nowMs - 3 * h, [scheduled(entry('7512-26-00-3/812', nowMs - 3 * h, { proceedings: 'administrative', language: 'ru' })), ...ended(nowMs - 3 * h, true), sealed(nowMs - 2 * h)]),
    plan(live, [scheduled(entry('7512-26-00-2/4417', live)), ...inSession(live), ...marks(live, 40)]),
    plan(nowMs + h, [scheduled(entry('7512-26-00-1/56', nowMs + h, {
      proceedings: 'criminal', language: 'ru', judge: 'Қожахметов Ержан',
      participants: [
        { id: 'p1', name: 'Прокурор Ахметова Динара', role: 'prosecutor', attendance: 'hall' },
        { id: 'p2', name: 'Тілеубергенов Асқар', role: 'accused', attendance: 'institution' },
        { id: 'p3', name: 'Қорғаушы Ли Виктор', role: 'defence', attendance: 'hall' },
        { id: 'p4', name: 'Смагулова Үрия', role: 'victim', attendance: 'court' },
      ],
    }))]),
    plan(nowMs + 3 * h, [scheduled(entry('7512-26-00-2/4420', nowMs + 3 * h), 'manual')]),
  ];
}
