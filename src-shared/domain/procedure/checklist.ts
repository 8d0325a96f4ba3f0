import { holds } from '../../rules/schema/when.ts';
import type { Facts } from '../../rules/schema/facts.ts';
import type { ConditionRule, StepRule } from '../../rules/schema/ruleFile.ts';
import { deadlineFrom, type Deadline } from '../calendar/deadline.ts';
import type { WorkingCalendar } from '../calendar/workingDays.ts';
import type { ZoneOffset } from '../courtTime.ts';
import { remoteOf } from '../remote/remote.ts';
import { testedDoneMs } from '../remote/testSession.ts';
import type { Hearing, StepRecord } from '../hearing/state.ts';
import { hearingFacts, participantFacts } from './facts.ts';
import { failureSeenMs, failuresOf } from './failures.ts';
import type { Procedure, Ruled } from './procedure.ts';

export interface ChecklistInput {
  procedure: Procedure;
  hearing: Hearing;
  /** What is known of the hall. */
  hall: Facts;
  calendar: WorkingCalendar;
  offset: ZoneOffset;
  nowMs: number;
  /** By step: which of a term's start points counts in this court. The first one where nothing is said. */
  startPoints?: Readonly<Record<string, number>>;
}

/** `late`: done, but after its term. `overdue`: its term is over, and it is not done. */
export type LineState = 'open' | 'overdue' | 'done' | 'late' | 'failed' | 'not_needed';

export interface ChecklistLine {
  rule: Ruled<StepRule>;
  participantId: string | null;
  state: LineState;
  record: StepRecord | null;
  /** Null: it has no term, or what starts its clock has not happened yet. */
  deadline: Deadline | null;
}

interface About {
  participantId: string | null;
  facts: Facts;
}

/** The hearing, or each of its participants, with everything that is known of them. */
function abouts({ hearing, hall, offset }: ChecklistInput, per: 'hearing' | 'participant'): About[] {
  const facts = hearingFacts(hearing, hall);
  if (per === 'hearing') return [{ participantId: null, facts }];
  return hearing.schedule.participants.map((participant) => ({ participantId: participant.id, facts: { ...facts, ...participantFacts(hearing, participant, offset) } }));
}

const recordOf = ({ steps }: Hearing, key: string, participantId: string | null): StepRecord | null =>
  steps.findLast((record) => record.step === key && (record.participantId === participantId || record.participantId === null)) ?? null;

/** When the clock of a term began; null while it has not. What is the hearing's begins with the first of its participants. */
function startedAtMs({ hearing, startPoints }: ChecklistInput, { key, orderId, term }: Ruled<StepRule>, participantId: string | null): number | null {
  const from = term?.from[startPoints?.[key] ?? 0] ?? term?.from[0];
  if (from === undefined) return null;
  if (from === 'hearing_start') return hearing.schedule.startsAtMs;
  const stepKey = `${orderId}/${from.step}`;
  const starts = participantId === null ? [null, ...hearing.schedule.participants.map(({ id }) => id)].map((id) => recordOf(hearing, stepKey, id)) : [recordOf(hearing, stepKey, participantId)];
  const done = starts.flatMap((record) => (record?.outcome === 'done' ? [record.atMs] : []));
  return done.length > 0 ? Math.min(...done) : null;
}

function deadlineOf(input: ChecklistInput, rule: Ruled<StepRule>, participantId: string | null): Deadline | null {
  const fromMs = startedAtMs(input, rule, participantId);
  return fromMs === null || !rule.term ? null : deadlineFrom(fromMs, rule.term.length, input.calendar, input.offset);
}

/** When the hearing itself shows that this was done: nobody has to say of a sealed recording that it is sealed, nor of a login that it was issued. */
function seenDoneMs({ procedure, hearing }: ChecklistInput, rule: Ruled<StepRule>, participantId: string | null): number | null {
  const { phase } = hearing;
  const { does } = rule;
  if (rule.phase === 'failure') return failureSeenMs(procedure, rule, hearing);
  if (does === 'credentials') return participantId === null ? null : (remoteOf(hearing, participantId).invitation?.issuedAtMs ?? null);
  if (does === 'test_session') return testedDoneMs(hearing);
  if (does === 'seal') return phase.name === 'sealed' || phase.name === 'handed_over' ? phase.atMs : null;
  return does === 'protocol' && phase.name === 'handed_over' ? phase.atMs : null; // composed is not yet sent
}

/** What a person wrote down counts over what is seen. */
function stateOf(record: StepRecord | null, seenMs: number | null, deadline: Deadline | null, nowMs: number): LineState {
  if (record && record.outcome !== 'done') return record.outcome;
  const doneMs = record?.atMs ?? seenMs;
  if (doneMs === null) return deadline && nowMs >= deadline.dueMs ? 'overdue' : 'open';
  return deadline && doneMs >= deadline.dueMs ? 'late' : 'done';
}

/** Everything that is demanded of this hearing now, each with its state, in the order of the rules. */
export const checklist = (input: ChecklistInput): ChecklistLine[] => input.procedure.steps.flatMap((rule) =>
  abouts(input, rule.per).filter(({ facts }) => !rule.when || holds(rule.when, facts)).map(({ participantId }): ChecklistLine => {
    const record = recordOf(input.hearing, rule.key, participantId);
    const deadline = deadlineOf(input, rule, participantId);
    return { rule, participantId, record, deadline, state: stateOf(record, seenDoneMs(input, rule, participantId), deadline, input.nowMs) };
  }));

/** Without what a failure would ask for that has not happened. */
export const concerning = (lines: readonly ChecklistLine[], { procedure, hearing }: ChecklistInput): ChecklistLine[] =>
  lines.filter(({ rule }) => rule.phase !== 'failure' || failuresOf(procedure, rule, hearing).length > 0);

export interface Finding {
  rule: Ruled<ConditionRule>;
  participantId: string | null;
  /** Who may has gone on all the same, with a reason. */
  override: StepRecord | null;
}

/** Everything that must not be and is. */
export const findings = (input: ChecklistInput): Finding[] => input.procedure.conditions.flatMap((rule) =>
  abouts(input, rule.per).filter(({ facts }) => holds(rule.when, facts)).map(({ participantId }) => ({ rule, participantId, override: recordOf(input.hearing, rule.key, participantId) })));
