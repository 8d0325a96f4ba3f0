import type { ScheduleEntry } from '#shared/domain/schedule.ts';

/** A civil case with recognisably invented people. */
export const exampleSchedule = (change: Partial<ScheduleEntry> = {}): ScheduleEntry => ({
  caseNumber: 'ДЕМО-7512-26-00-2/1', proceedings: 'civil', instance: 'first', court: 'Демонстрация соты', hall: 'Демонстрация залы',
  startsAtMs: Date.UTC(2026, 10, 3, 5, 0, 0), judge: 'Үлгі Төрағаұлы', secretary: 'Үлгі Хатшықызы', language: 'kk',
  participants: [
    { id: 'p1', name: 'Сынақбек Үлгіұлы', role: 'claimant', attendance: 'hall' },
    { id: 'p2', name: 'Образцова Проба Тестовна', role: 'defendant', attendance: 'own_device' },
  ],
  ...change,
});
