import type { DemandRule } from '../../rules/schema/ruleFile.ts';
import { holds } from '../../rules/schema/when.ts';
import type { CourtTime } from '../courtTime.ts';
import { appError } from '../errors.ts';
import type { Hearing, Language, SectionKind, StepValues } from '../hearing/state.ts';
import { oneLine } from '../officialText.ts';
import { err, ok, type Result } from '../result.ts';
import type { ChecklistInput } from './checklist.ts';
import { hearingFacts } from './facts.ts';
import type { Ruled } from './procedure.ts';

type Ask = DemandRule['asks'][number];

/** What decisions in this hearing demand, as it stands now. */
export const demandsOf = ({ procedure, hearing, hall }: Pick<ChecklistInput, 'procedure' | 'hearing' | 'hall'>): Ruled<DemandRule>[] => {
  const facts = hearingFacts(hearing, hall);
  return procedure.demands.filter(({ when }) => !when || holds(when, facts));
};

const breaks: Partial<Record<SectionKind, DemandRule['on']>> = { technical_break: 'technical_break', recess: 'recess' };

/** What a break asks meanwhile, and nobody has answered since it began: the hearing does not go on without it (K185-23). */
export function isOwed(demand: Ruled<DemandRule>, { sections, steps }: Hearing): boolean {
  const now = sections.at(-1);
  if (!now || now.endedAtMs !== null || demand.answered !== 'meanwhile' || breaks[now.kind] !== demand.on) return false;
  return !steps.some(({ step, atMs }) => step === demand.key && atMs >= now.startedAtMs);
}

/** What a demand brought with it, by itself and by what was chosen. */
const broughtBy = ({ effect, asks }: DemandRule, values: StepValues): string[] =>
  [effect, ...asks.flatMap(({ id, choices }) => choices.filter((choice) => choice.id === values[id]).map((choice) => choice.effect))];

/** The court sits closed, and the order leaves no choice: also when whoever closed it has kept nothing of what it brings with it. */
function isClosedWithoutChoice({ sections }: Hearing, demands: readonly Ruled<DemandRule>[]): boolean {
  const sitting = sections.findLast(({ kind }) => kind === 'in_session' || kind === 'closed_section');
  return sitting?.kind === 'closed_section' && demands.some(({ on, effect }) => on === 'close_to_public' && effect === 'end_videoconference');
}

/** What has ended the videoconference, a closing to the public or an emergency (K7-6, K185-24), while the court has not sat in public again since. */
export function linkEndedOn(hearing: Hearing, demands: readonly Ruled<DemandRule>[]): DemandRule['on'] | null {
  const { sections, steps } = hearing;
  if (isClosedWithoutChoice(hearing, demands)) return 'close_to_public';
  const byKey = new Map(demands.map((demand) => [demand.key, demand]));
  const ended = steps.findLast(({ step, values }) => {
    const demand = byKey.get(step);
    return demand !== undefined && broughtBy(demand, values).includes('end_videoconference');
  });
  const isOver = ended === undefined || sections.some(({ kind, startedAtMs }) => kind === 'in_session' && startedAtMs > ended.atMs);
  return isOver ? null : byKey.get(ended.step)?.on ?? null;
}

export const isLinkEnded = (hearing: Hearing, demands: readonly Ruled<DemandRule>[]): boolean => linkEndedOn(hearing, demands) !== null;

/**
 * What is known already of a question that this order asks at several decisions: the newest answer of this hearing. A
 * decision that waits for its answers is asked anew each time, but not what was said meanwhile.
 */
export function knownAnswers(demand: Ruled<DemandRule>, { steps }: Hearing): GivenAnswer[] {
  const others = steps.filter(({ step }) => step.startsWith(`${demand.orderId}/`) && (step !== demand.key || demand.answered === 'meanwhile'));
  return demand.asks.flatMap(({ id, kind }) => {
    const value = kind === 'moment' ? undefined : others.findLast(({ values }) => values[id] !== undefined)?.values[id];
    return typeof value === 'string' ? [{ ask: id, answer: value }] : [];
  });
}

export interface GivenAnswer { ask: string; answer: string }

/** One answer as it is kept; null: it is none. */
function valueOf(ask: Ask, answer: string, { schedule }: Hearing): string | number | null {
  if (ask.kind === 'moment') return /^\d{1,15}$/.test(answer) ? Number(answer) : null;
  const known = ask.kind === 'choice' ? ask.choices : ask.kind === 'participant' ? schedule.participants : null;
  if (known && !known.some(({ id }) => id === answer)) return null;
  return answer.trim() === '' ? null : answer;
}

/** Everything that was asked, answered; only the next date may be left open. */
export function answersTo(demand: Ruled<DemandRule>, given: readonly GivenAnswer[], hearing: Hearing): Result<StepValues> {
  const values: StepValues = {};
  for (const ask of demand.asks) {
    const answer = given.find((each) => each.ask === ask.id)?.answer ?? '';
    if (answer === '' && ask.kind === 'moment') continue;
    const value = valueOf(ask, answer, hearing);
    if (value === null) return err(appError('demand.unanswered', { field: ask.id, params: { demand: demand.key, ask: ask.id } }));
    values[ask.id] = value;
  }
  return ok(values);
}

/** An answer in words, as the protocol says it. */
function spoken(ask: Ask, value: string | number | boolean, hearing: Hearing, language: Language, time: CourtTime): string {
  if (typeof value === 'number') return time.dateAndMinute(value);
  const choice = ask.choices.find(({ id }) => id === value);
  const participant = ask.kind === 'participant' ? hearing.schedule.participants.find(({ id }) => id === value) : undefined;
  return oneLine(choice?.text[language] ?? participant?.name ?? String(value));
}

/** What was demanded and what was answered, in one line. */
export function demandText(demand: DemandRule, values: StepValues, hearing: Hearing, language: Language, time: CourtTime): string {
  const answers = demand.asks.flatMap((ask) => {
    const value = values[ask.id];
    return value === undefined ? [] : [`${ask.text[language]}: ${spoken(ask, value, hearing, language, time)}`];
  });
  return [demand.text[language], ...answers].join('. ');
}
