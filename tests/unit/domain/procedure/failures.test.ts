import { expect, test } from 'vitest';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import type { IncidentSubject } from '#shared/domain/hearing/state.ts';
import { checklist, concerning } from '#shared/domain/procedure/checklist.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { rules } from '#shared/rules/index.ts';
import { tracks } from '../../app/afterClosing.ts';
import { almaty, civilSchedule, minuteMs, Played } from '../samples.ts';

const civil: ScheduleEntry = { ...civilSchedule, participants: [{ id: 'far', name: 'Куәгер Мысалұлы', role: 'witness', attendance: 'court' }] };

/** What failures ask for, each with its state. */
function asked(played: Played): string[] {
  const procedure = procedureOf(played.state.schedule, rules.ok ? rules.value : [], almaty);
  if (!procedure.ok) throw new Error(procedure.error.code);
  const input = { procedure: procedure.value, hearing: played.state, hall: {}, calendar: new WorkingCalendar(holidays), offset: almaty, nowMs: played.nowMs };
  return concerning(checklist(input), input).filter(({ rule }) => rule.phase === 'failure').map(({ rule, state }) => `${rule.id} ${state}`);
}

const fails = (played: Played, subject: IncidentSubject, incidentId = 'i'): Played =>
  played.do({ type: 'openIncident', incidentId, startedAtMs: played.nowMs, subject, deviceId: null, detectedBy: 'person', note: '', evidence: [] }, minuteMs);
const tell = (played: Played, notice: string, incidentId = 'i'): Played =>
  played.do({ type: 'tellNotice', incidentId, notice: `civil-k7/${notice}`, to: 'Маман Үлгіұлы', way: 'phone', toldAtMs: played.nowMs, note: '' });

test('a failure asks for what its own order says of it, and where nothing failed nothing is asked', () => {
  expect(asked(new Played(civil))).toEqual([]);
  expect(asked(fails(new Played(civil), 'camera'))).toEqual(['chain_told open', 'technical_act open']);
  expect(asked(fails(new Played(civil), 'videoconference'))).toEqual(['fault_told open', 'expected_restoration open', 'continue_or_postpone open', 'act open']);
});

test('K7-17, K7-18, K7-24, K7-25: what the hearing shows to be done nobody ticks: told, expected, postponed, the act', () => {
  const played = tell(fails(new Played(civil), 'videoconference'), 'specialist');
  expect(asked(played)).toContain('fault_told open');
  tell(played, 'organiser').do({ type: 'updateIncident', incidentId: 'i', note: '', expectedRestorationMs: played.nowMs + minuteMs });
  expect(asked(played)).toEqual(['fault_told done', 'expected_restoration done', 'continue_or_postpone open', 'act open']);
  played.do({ type: 'composeAct', actId: 'a', incidentId: 'i', language: 'kk', text: 'Акт', signatories: [], clause: '' }).do({ type: 'finaliseAct', actId: 'a', text: 'Акт', files: [] });
  played.do({ type: 'postpone', reason: 'байланыс жоқ', nextAtMs: null });
  expect(asked(played)).toEqual(['fault_told done', 'expected_restoration done', 'continue_or_postpone done', 'act done']);
  expect(asked(fails(played, 'network', 'second'))).toEqual(['fault_told open', 'expected_restoration open', 'continue_or_postpone done', 'act open']); // another one, with an act of its own
});

test('K7-25: that the hearing went on after it shows that it was decided so; its break does not', () => {
  const played = fails(new Played(civil).start({ type: 'open', tracks }, minuteMs), 'videoconference').do({ type: 'technicalBreak', reason: 'x' }, minuteMs);
  expect(asked(played)).toContain('continue_or_postpone open');
  expect(asked(played.do({ type: 'resume' }, minuteMs))).toContain('continue_or_postpone done');
});
