import type { ServerHearing } from '#shared/court-api/index.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import type { Hall } from '../ports.ts';
import { dayRange } from './days.ts';
import type { DemoPhoto } from './demoPhoto.ts';

/** Every name and number says that it is invented; the case-number space `ДЕМО-` exists nowhere else. */
export const demoHall: Omit<Hall, 'hallId'> = { court: 'Үлгі аудандық соты (ДЕМО)', hall: '№ 1 үлгі залы (ДЕМО)' };

type Row = Pick<ScheduleEntry, 'proceedings' | 'instance' | 'judge' | 'language' | 'participants'> & { petitioner?: Petitioner; number: string; at: [hours: number, minutes: number] };
type Person = [role: ScheduleEntry['participants'][number]['role'], attendance: ScheduleEntry['participants'][number]['attendance'], name: string];

const people = (...list: Person[]): ScheduleEntry['participants'] =>
  list.map(([role, attendance, name], index) => ({ id: `p${index + 1}`, role, attendance, name }));

/** Petitioned through Сот кабинеті, with a photo and a code word (K7-9): who, when the petition came, and what they will say. */
type Petitioner = { participantId: string; daysBefore: number; codeWord: string };

const judgeA = 'Төрағабек Үлгі Мысалұлы';
const judgeB = 'Демосудьина Примера Образцовна';

const rows: Row[] = [
  {
    number: 'ДЕМО-2-101', at: [9, 0], petitioner: { participantId: 'p3', daysBefore: 6, codeWord: 'көктемгі жаңбыр' }, proceedings: 'civil', instance: 'first', judge: judgeA, language: 'kk',
    participants: people(['claimant', 'hall', 'Демоқызы Үлгі Сынаққызы'], ['defendant', 'hall', 'Мысалбаев Сынақ Демоұлы'], ['representative', 'own_device', 'Өкілбек Үлгі Демоұлы']),
  },
  {
    number: 'ДЕМО-2-102', at: [9, 40], proceedings: 'civil', instance: 'first', judge: judgeB, language: 'ru',
    participants: people(['claimant', 'hall', 'Примеров Образец Демович'], ['defendant', 'hall', 'Тестова Проба Демовна'], ['third_party', 'court', 'ТОО «Выдуманный Пример»']),
  },
  {
    number: 'ДЕМО-1-103', at: [10, 30], proceedings: 'criminal', instance: 'first', judge: judgeA, language: 'kk',
    participants: people(['prosecutor', 'hall', 'Айыптаубек Сынақ Үлгіұлы'], ['accused', 'institution', 'Ойданшығаров Мысал Демоұлы'], ['defence', 'hall', 'Қорғаубаева Үлгі Демоқызы'], ['victim', 'hall', 'Жалғанбекова Сынақ Үлгіқызы']),
  },
  {
    number: 'ДЕМО-3-104', at: [11, 30], proceedings: 'administrative', instance: 'first', judge: judgeB, language: 'ru',
    participants: people(['offender', 'own_device', 'Небылицын Пример Тестович'], ['authority', 'hall', 'Инспекторов Образец Демович']),
  },
  {
    number: 'ДЕМО-2А-105', at: [14, 0], proceedings: 'civil', instance: 'appeal', judge: judgeA, language: 'kk',
    participants: people(['claimant', 'court', 'Сынақова Мысал Үлгіқызы'], ['defendant', 'hall', '«Ойдан шығарылған үлгі» ЖШС'], ['interpreter', 'hall', 'Аудармабек Демо Үлгіұлы']),
  },
  {
    number: 'ДЕМО-1А-106', at: [15, 0], proceedings: 'criminal', instance: 'appeal', judge: judgeB, language: 'ru',
    participants: people(['prosecutor', 'hall', 'Прокуророва Проба Примеровна'], ['accused', 'institution', 'Выдумкин Тест Образцович'], ['defence', 'own_device', 'Защитников Демо Примерович']),
  },
  {
    number: 'ДЕМО-3К-107', at: [16, 0], proceedings: 'administrative', instance: 'cassation', judge: judgeA, language: 'kk',
    participants: people(['offender', 'hall', 'Үлгібаев Демо Мысалұлы'], ['authority', 'court', 'Тексеруова Сынақ Демоқызы']),
  },
  {
    number: 'ДЕМО-2К-108', at: [17, 0], petitioner: { participantId: 'p1', daysBefore: 4, codeWord: 'синий фонарь' }, proceedings: 'civil', instance: 'cassation', judge: judgeB, language: 'ru',
    participants: people(['claimant', 'own_device', 'Образцова Демо Тестовна'], ['defendant', 'court', 'АО «Несуществующий Образец»'], ['expert', 'hall', 'Экспертов Пример Пробович']),
  },
];

const dayMs = 24 * 60 * 60_000;

/** The participants, one of them with the petition; the photos are handed out in turn. */
function petitioned({ participants, petitioner }: Row, startsAtMs: number, photo: DemoPhoto | undefined): ScheduleEntry['participants'] {
  if (!petitioner || !photo) return participants;
  const { participantId, daysBefore, codeWord } = petitioner;
  const petition = {
    petitionId: `ДЕМО-${participantId}-${daysBefore}`, submittedAtMs: startsAtMs - daysBefore * dayMs, codeWord,
    attachments: [{ kind: 'photo' as const, name: photo.name, sha256: photo.sha256 }],
  };
  return participants.map((each) => (each.id === participantId ? { ...each, petition } : each));
}

/** A plausible day of eight hearings: civil, criminal and administrative, in three instances and two languages. */
export function demoDay(date: string, hall: Omit<Hall, 'hallId'>, timeZone: string, photos: readonly DemoPhoto[]): ServerHearing[] {
  const { fromMs } = dayRange(date, timeZone);
  const petitions = rows.filter(({ petitioner }) => petitioner !== undefined);
  return rows.map((row) => {
    const { number, at: [hours, minutes], petitioner: _, ...rest } = row;
    const startsAtMs = fromMs + (hours * 60 + minutes) * 60_000;
    const participants = petitioned(row, startsAtMs, photos[petitions.indexOf(row)]);
    const schedule = { ...rest, participants, court: hall.court, hall: hall.hall, secretary: 'Хатшықызы Мысал Сынаққызы', caseNumber: number, startsAtMs };
    return { serverHearingId: `demo-${date}-${number}`, schedule };
  });
}
