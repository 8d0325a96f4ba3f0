import { expect, test } from 'vitest';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import type { ChecklistInput } from '#shared/domain/procedure/checklist.ts';
import { dueLines } from '#shared/domain/procedure/deadlines.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { rules } from '#shared/rules/index.ts';
import { almaty, civilSchedule, minuteMs, Played, tenOClockMs } from '../samples.ts';

const dayMs = 24 * 60 * minuteMs;
const far = { id: 'far', name: 'Куә', role: 'witness', attendance: 'court' } as const;

/** Ruled on Tuesday a week before: the application is due by the end of Friday. */
const ruled = (): Played => {
  const played = new Played({ ...civilSchedule, participants: [far] });
  played.nowMs = tenOClockMs - 7 * dayMs;
  return played.do({ type: 'recordStep', step: 'civil-k7/remote_ruling', participantId: null, outcome: 'done', values: {}, note: '', doneBy: '' });
};

function due(played: Played, nowMs: number): string[] {
  const procedure = procedureOf(played.state.schedule, rules.ok ? rules.value : [], almaty);
  if (!procedure.ok) throw new Error(procedure.error.code);
  const input: ChecklistInput = { procedure: procedure.value, hearing: played.state, hall: {}, calendar: new WorkingCalendar(holidays), offset: almaty, nowMs };
  return dueLines(input).map(({ rule, state }) => `${rule.key} ${state}`);
}

test('a term is told on its last day, and until its step is done', () => {
  const played = ruled();
  const fridayMs = tenOClockMs - 4 * dayMs;
  expect([fridayMs - dayMs, fridayMs, fridayMs + dayMs].map((nowMs) => due(played, nowMs))).toEqual([[], ['civil-k7/application open'], ['civil-k7/application overdue']]);
  played.do({ type: 'recordStep', step: 'civil-k7/application', participantId: null, outcome: 'failed', values: {}, note: '', doneBy: '' });
  expect(due(played, fridayMs)).toEqual(['civil-k7/application failed']);
  played.do({ type: 'recordStep', step: 'civil-k7/application', participantId: null, outcome: 'done', values: {}, note: '', doneBy: '' });
  expect(due(played, fridayMs).filter((line) => line.includes('application '))).toEqual([]);
});

test('of a hearing that was taken off nothing is due', () => {
  const played = ruled();
  played.do({ type: 'cancel', reason: 'x' });
  expect(due(played, tenOClockMs)).toEqual([]);
});
