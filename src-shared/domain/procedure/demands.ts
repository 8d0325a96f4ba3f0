import type { DemandRule } from '../../rules/schema/ruleFile.ts';
import { holds } from '../../rules/schema/when.ts';
import type { CourtTime } from '../courtTime.ts';
import { appError } from '../errors.ts';
import type { Hearing, Language, StepValues } from '../hearing/state.ts';
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
