import type { AttendanceWay, Instance, ParticipantRole, ProceedingsKind, ScheduleEntry } from '#shared/domain/schedule.ts';
import { parseTime } from '../../format/calendar.ts';

export interface PersonDraft {
  id: string;
  name: string;
  role: ParticipantRole;
  attendance: AttendanceWay;
}

/** A hearing as it is being typed. */
export interface HearingDraft {
  caseNumber: string;
  time: string;
  judge: string;
  proceedings: ProceedingsKind;
  instance: Instance;
  language: 'kk' | 'ru';
  people: PersonDraft[];
}

export const emptyDraft = (newId: () => string): HearingDraft => ({
  caseNumber: '', time: '', judge: '', proceedings: 'civil', instance: 'first', language: 'kk',
  people: [
    { id: newId(), name: '', role: 'claimant', attendance: 'hall' },
    { id: newId(), name: '', role: 'defendant', attendance: 'hall' },
  ],
});

export type DraftProblem = 'caseNumber' | 'time' | 'judge';

/** Fields that keep the hearing from being added. */
export const problemsOf = (draft: HearingDraft): DraftProblem[] => [
  ...(draft.caseNumber.trim() === '' ? (['caseNumber'] as const) : []),
  ...(parseTime(draft.time) === null ? (['time'] as const) : []),
  ...(draft.judge.trim() === '' ? (['judge'] as const) : []),
];

/** The schedule entry; lines without a name are left out. */
export function entryOf(draft: HearingDraft, place: { court: string; hall: string; secretary: string; startsAtMs: number }): ScheduleEntry {
  const { caseNumber, judge, proceedings, instance, language, people } = draft;
  return { caseNumber: caseNumber.trim(), judge: judge.trim(), proceedings, instance, language, ...place, participants: people.filter((p) => p.name.trim() !== '') };
}
