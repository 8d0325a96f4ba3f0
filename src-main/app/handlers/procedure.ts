import type { Output } from '#shared/contract/index.ts';
import { appError } from '#shared/domain/errors.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { dueLinks } from '#shared/domain/incident/chain.ts';
import { dueLines } from '#shared/domain/procedure/deadlines.ts';
import { checklist, concerning, findings, type ChecklistInput, type ChecklistLine, type Finding } from '#shared/domain/procedure/checklist.ts';
import { answersTo, demandsOf, isLinkEnded, isOwed, knownAnswers } from '#shared/domain/procedure/demands.ts';
import type { Facts } from '#shared/rules/schema/facts.ts';
import type { Office } from '#shared/rules/schema/parts.ts';
import type { DemandRule } from '#shared/rules/schema/ruleFile.ts';
import type { Ruled } from '#shared/domain/procedure/procedure.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { actorOf, type Handlers } from '../caller.ts';
import type { HallBook } from '../hallBook.ts';
import type { Hearings } from '../hearings.ts';
import type { Papers } from '../papers.ts';
import type { Clock, EventStore } from '../ports/index.ts';
import type { HallCheck } from '../readiness/hallCheck.ts';
import { courtOffset, type RuleBook } from '../ruleBook.ts';

type Names = 'procedure.get' | 'procedure.demands' | 'procedure.due' | 'procedure.recordStep' | 'procedure.override' | 'procedure.answer' | 'paper.draft' | 'paper.compose' | 'paper.finalise';
type View = Output<'procedure.get'>;
type Known = ChecklistInput & Pick<View, 'clashes'>;

interface Deps {
  hearings: Pick<Hearings, 'load' | 'execute'>;
  events: Pick<EventStore, 'heads'>;
  ruleBook: RuleBook;
  hallBook: Pick<HallBook, 'about'>;
  hallCheck: Pick<HallCheck, 'isCheckedToday'>;
  papers: Papers;
  clock: Pick<Clock, 'nowMs'>;
}

const dayMs = 24 * 3_600_000;
/** A failure's terms run on when its hearing is over; the longest is a working day, over holidays a week. */
const lookedBackMs = 10 * dayMs;
const toldAtMost = 100;

export function procedureHandlers({ hearings, events, ruleBook, hallBook, hallCheck, papers, clock }: Deps): Handlers<Names> {
  const load = async (hearingId: string): Promise<Result<Hearing>> => {
    const loaded = await hearings.load(hearingId);
    return loaded ? ok(loaded.hearing) : err(appError('hearing.not_found'));
  };

  const inputOf = (hearing: Hearing, hall: Facts): Result<ChecklistInput> => {
    const procedure = ruleBook.procedureOf(hearing.schedule);
    return procedure.ok ? ok({ procedure: procedure.value, hearing, hall, calendar: ruleBook.calendar(), offset: courtOffset, nowMs: clock.nowMs() }) : procedure;
  };

  const ofHearing = async (hearingId: string): Promise<Result<Known>> => {
    const hearing = await load(hearingId);
    if (!hearing.ok) return hearing;
    const { facts, clashes } = await hallBook.about(hearing.value);
    const input = inputOf(hearing.value, facts);
    return input.ok ? ok({ ...input.value, clashes }) : input;
  };

  /** No term depends on the hall: of a month's hearings it is not asked. */
  const dueOf = async (hearingId: string): Promise<Output<'procedure.due'>['due']> => {
    const hearing = await load(hearingId);
    const input = hearing.ok ? inputOf(hearing.value, {}) : hearing;
    if (!input.ok) return [];
    const { hearing: of } = input.value;
    return [
      ...dueLines(input.value).map(({ rule, participantId, state, deadline }) => dueView(of, { rule, who: rule.who, participantId, isOverdue: state === 'overdue', dueMs: deadline.dueMs })),
      ...dueLinks(of, input.value).map(({ rule, state, deadline }) => dueView(of, { rule, who: rule.from, participantId: null, isOverdue: state === 'overdue', dueMs: deadline.dueMs })),
    ];
  };

  return {
    'procedure.get': async ({ hearingId }) => {
      const input = await ofHearing(hearingId);
      return input.ok ? ok(viewOf(input.value)) : input;
    },
    'procedure.demands': async ({ hearingId }) => {
      const input = await ofHearing(hearingId);
      if (!input.ok) return input;
      const demands = demandsOf(input.value);
      return ok({ demands: demands.map((rule) => demandView(input.value, rule)), linkEnded: isLinkEnded(input.value.hearing, demands) });
    },
    'procedure.due': async () => {
      const nowMs = clock.nowMs();
      const heads = await events.heads({ fromMs: nowMs - lookedBackMs, toMs: nowMs + 30 * dayMs });
      const due = (await Promise.all(heads.map(({ hearingId }) => dueOf(hearingId)))).flat();
      return ok({ due: due.toSorted((a, b) => a.dueMs - b.dueMs).slice(0, toldAtMost) });
    },
    'procedure.recordStep': async ({ hearingId, commandId, ...step }, caller) => {
      const input = await ofHearing(hearingId);
      if (!input.ok) return input;
      const line = checklist(input.value).find(({ rule, participantId }) => rule.key === step.step && participantId === step.participantId);
      if (!line) return err(appError('step.not_demanded', { field: 'step', params: { step: step.step } }));
      const signsOff = line.rule.does === 'readiness' && step.outcome === 'done';
      if (signsOff && !(await hallCheck.isCheckedToday())) return err(appError('readiness.not_checked'));
      const result = await hearings.execute(hearingId, commandId, { type: 'recordStep', ...step }, actorOf(caller));
      return result.ok ? ok({ seq: result.value.seq }) : result;
    },
    'procedure.override': async ({ hearingId, commandId, condition, participantId, reason, decidedBy }, caller) => {
      const input = await ofHearing(hearingId);
      if (!input.ok) return input;
      const found = findings(input.value).find(({ rule, participantId: whose }) => rule.key === condition && whose === participantId);
      if (!found || found.rule.overriddenBy === null) return err(appError('step.not_demanded', { field: 'condition', params: { step: condition } }));
      const command = { type: 'recordStep', step: condition, participantId, outcome: 'not_needed', values: {}, note: reason, doneBy: decidedBy } as const;
      const result = await hearings.execute(hearingId, commandId, command, actorOf(caller));
      return result.ok ? ok({ seq: result.value.seq }) : result;
    },
    'procedure.answer': async ({ hearingId, commandId, demand: key, answers }, caller) => {
      const input = await ofHearing(hearingId);
      if (!input.ok) return input;
      const demand = demandsOf(input.value).find((each) => each.key === key);
      if (!demand) return err(appError('step.not_demanded', { field: 'demand', params: { step: key } }));
      const values = answersTo(demand, answers, input.value.hearing);
      if (!values.ok) return values;
      const command = { type: 'recordStep', step: key, participantId: null, outcome: 'done', values: values.value, note: '', doneBy: '' } as const;
      const result = await hearings.execute(hearingId, commandId, command, actorOf(caller));
      return result.ok ? ok({ seq: result.value.seq }) : result;
    },
    'paper.draft': (input) => papers.draft(input),
    'paper.compose': (input, caller) => papers.compose(input, actorOf(caller)),
    'paper.finalise': (input, caller) => papers.finalise(input, actorOf(caller)),
  };
}

const ruleView = ({ key, requirements, shown, citation, text }: Ruled<{ text: { kk: string; ru: string } }>) => ({ key, requirements, shown, citation, text });

const lineView = ({ rule, participantId, state, record, deadline }: ChecklistLine): View['steps'][number] =>
  ({ ...ruleView(rule), phase: rule.phase, participantId, who: rule.who, does: rule.does, finds: rule.finds, needed: rule.needed, state, record, deadline });

interface Due {
  rule: Ruled<{ text: { kk: string; ru: string } }>;
  who: Office;
  participantId: string | null;
  isOverdue: boolean;
  dueMs: number;
}

const dueView = ({ hearingId, schedule }: Hearing, { rule, who, participantId, isOverdue, dueMs }: Due): Output<'procedure.due'>['due'][number] => ({
  key: rule.key, text: rule.text, requirements: rule.requirements, shown: rule.shown, hearingId, caseNumber: schedule.caseNumber, startsAtMs: schedule.startsAtMs,
  participant: schedule.participants.find(({ id }) => id === participantId)?.name ?? null, who, overdue: isOverdue, dueMs,
});

const demandView = ({ hearing }: ChecklistInput, rule: Ruled<DemandRule>): Output<'procedure.demands'>['demands'][number] =>
  ({ ...ruleView(rule), on: rule.on, asks: rule.asks, answered: rule.answered, effect: rule.effect, owed: isOwed(rule, hearing), known: knownAnswers(rule, hearing), answeredAtMs: hearing.steps.findLast(({ step }) => step === rule.key)?.atMs ?? null });

const findingView = ({ rule, participantId, override }: Finding): View['findings'][number] =>
  ({ ...ruleView(rule), participantId, effect: rule.effect, overriddenBy: rule.overriddenBy, override });

function viewOf(input: Known): View {
  const { procedure, clashes, nowMs } = input;
  const orders = procedure.orders.map((file) => ({
    id: file.id, edition: file.order.edition, name: file.order.name, confirmed: file.order.confirmed, takenFromLater: procedure.takenFromLater.includes(file),
  }));
  return { steps: concerning(checklist(input), input).map(lineView), findings: findings(input).map(findingView), clashes, orders, nowMs };
}
