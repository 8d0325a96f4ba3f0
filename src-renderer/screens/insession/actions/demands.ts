import type { DemandView } from '#shared/contract/calls/procedure.ts';
import type { HearingAction } from './hearingActions.ts';

/** By demand and question. */
export type Answers = Readonly<Record<string, string>>;
type Ask = DemandView['asks'][number];

const actionOf: Partial<Record<HearingAction, DemandView['on']>> = {
  recess: 'recess', technicalBreak: 'technical_break', closeToPublic: 'close_to_public', postpone: 'postpone', close: 'close',
};

/** What the orders demand at this action; a break waits for no answers, but the hearing does not go on without them. */
export const demandedAt = (action: HearingAction, demands: readonly DemandView[]): DemandView[] =>
  (action === 'resume' ? demands.filter(({ owed }) => owed) : demands.filter(({ on, answered }) => on === actionOf[action] && answered === 'first'));

const acts: ReadonlySet<string> = new Set(['interrogate', 'oath', 'order', 'permission', 'emergency'] satisfies DemandView['on'][]);

/** Those that belong to no action of the hearing's course, but to an act of their own; and what the break that is on asks, first. */
export const actsAmong = (demands: readonly DemandView[]): DemandView[] => [...demands.filter(({ owed }) => owed), ...demands.filter(({ on }) => acts.has(on))];

export const answerKey = ({ key }: DemandView, { id }: Ask): string => `${key}/${id}`;

/** As typed or chosen, else as this hearing has answered it already at another decision. */
export const answerOf = (demand: DemandView, ask: Ask, answers: Answers): string =>
  answers[answerKey(demand, ask)] ?? demand.known.find((known) => known.ask === ask.id)?.answer ?? '';

/** The next date has its own fields in the panel: it is not asked twice. */
export const isAsked = ({ kind }: Ask): boolean => kind !== 'moment';

/** The first question without an answer, of all demands. */
export const unanswered = (demands: readonly DemandView[], answers: Answers): Ask | null =>
  demands.flatMap((demand) => demand.asks.filter((ask) => isAsked(ask) && answerOf(demand, ask, answers).trim() === ''))[0] ?? null;

/** What goes into the protocol: also what is brought about without a question. */
export const toKeep = (demands: readonly DemandView[]): DemandView[] => demands.filter(({ asks, effect }) => asks.length > 0 || effect !== 'none');

/** As they are sent. */
export const answersFor = (demand: DemandView, answers: Answers, nextAtMs: number | null): { ask: string; answer: string }[] =>
  demand.asks.map((ask) => ({ ask: ask.id, answer: isAsked(ask) ? answerOf(demand, ask, answers) : nextAtMs === null ? '' : String(nextAtMs) }));
