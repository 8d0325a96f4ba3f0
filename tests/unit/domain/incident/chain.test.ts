import { expect, test } from 'vitest';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import { noticeChain, type Link } from '#shared/domain/incident/chain.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { rules } from '#shared/rules/index.ts';
import type { IncidentSubject } from '#shared/domain/hearing/state.ts';
import { almaty, civilSchedule, minuteMs, Played, tenOClockMs } from '../samples.ts';

const hourMs = 60 * minuteMs;
const incidentId = 'i1';

function failed(subject: IncidentSubject, schedule = civilSchedule): Played {
  const played = new Played(schedule);
  played.nowMs = tenOClockMs;
  return played.do({ type: 'openIncident', incidentId, startedAtMs: tenOClockMs, subject, deviceId: null, detectedBy: 'person', note: '', evidence: [] });
}

function chainOf(played: Played, nowMs = played.nowMs): Link[] {
  const procedure = procedureOf(played.state.schedule, rules.ok ? rules.value : [], almaty);
  const [incident] = played.state.incidents;
  if (!procedure.ok || !incident) throw new Error('no chain');
  return noticeChain({ procedure: procedure.value, incident, acts: played.state.acts, calendar: new WorkingCalendar(holidays), offset: almaty, nowMs });
}

const states = (played: Played, nowMs = played.nowMs): string[] => chainOf(played, nowMs).map(({ rule, state }) => `${rule.id} ${state}`);

const tell = (played: Played, notice: string, afterMs: number): Played => {
  played.nowMs = Math.max(played.nowMs, tenOClockMs + afterMs);
  return played.do({ type: 'tellNotice', incidentId, notice: `recording-486/${notice}`, to: 'Сериков С.', way: 'phone', toldAtMs: tenOClockMs + afterMs, note: '' });
};

test('K336-27, K336-28: each is told by the one before, the Department within an hour of that', () => {
  const played = failed('camera');
  expect(states(played)).toEqual(['office_head due', 'oblast waiting', 'department waiting', 'cause_confirmed waiting', 'act_due waiting']);
  tell(tell(played, 'office_head', 2 * minuteMs), 'oblast', 10 * minuteMs);
  expect(chainOf(played).find(({ rule }) => rule.id === 'department')?.deadline?.dueMs).toBe(tenOClockMs + 10 * minuteMs + hourMs);
  expect(states(played, tenOClockMs + 69 * minuteMs)[2]).toBe('department due');
  expect(states(played, tenOClockMs + 70 * minuteMs)[2]).toBe('department overdue');
  expect(states(tell(played, 'department', 71 * minuteMs))[2]).toBe('department late');
});

test('K336-29: the act is due within a working day of the confirmed cause, and a finished act ends it', () => {
  const played = failed('camera');
  for (const [i, notice] of ['office_head', 'oblast', 'department', 'cause_confirmed'].entries()) tell(played, notice, (i + 1) * minuteMs);
  const due = chainOf(played).find(({ rule }) => rule.id === 'act_due');
  expect(due).toMatchObject({ state: 'due', deadline: { isCertain: true } });
  played.do({ type: 'composeAct', actId: 'a1', incidentId, language: 'kk', text: 'Акт', signatories: [], clause: '' });
  expect(states(played).at(-1)).toBe('act_due due');
  played.do({ type: 'finaliseAct', actId: 'a1', text: 'Акт', files: [] });
  expect(states(played).at(-1)).toBe('act_due done');
});

test('K185-17: of the videoconference the specialist is told, then the other side; nobody of the recording chain', () => {
  expect(states(failed('videoconference', { ...civilSchedule, proceedings: 'criminal' }))).toEqual(['specialist due', 'other_side waiting']);
});

test('told twice, the first time counts for the term, the last for who it was', () => {
  const played = tell(failed('camera'), 'office_head', minuteMs);
  played.nowMs += hourMs;
  played.do({ type: 'tellNotice', incidentId, notice: 'recording-486/office_head', to: 'Асанов А.', way: 'in_person', toldAtMs: played.nowMs, note: '' });
  expect(chainOf(played)[0]).toMatchObject({ doneAtMs: tenOClockMs + minuteMs, records: [{ to: 'Асанов А.' }] });
});

test('what was not told cannot be understood; what was, once; neither in the future', () => {
  const played = failed('camera');
  const notice = 'recording-486/office_head';
  const acked = { type: 'acknowledgeNotice', incidentId, notice, ackedAtMs: tenOClockMs + minuteMs, note: 'шығып кетті' } as const;
  expect(() => played.do(acked)).toThrow('notice.not_told');
  expect(() => played.do({ type: 'tellNotice', incidentId, notice, to: 'x', way: 'phone', toldAtMs: played.nowMs + 1, note: '' })).toThrow('input.invalid');
  tell(played, 'office_head', minuteMs).do(acked);
  expect(played.do({ ...acked, note: 'again' }).state.incidents[0]?.notices).toMatchObject([{ acknowledged: { note: 'шығып кетті' } }]);
});
