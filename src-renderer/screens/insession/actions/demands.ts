import type { DemandView } from '#shared/contract/calls/procedure.ts';
import type { HearingAction } from './hearingActions.ts';

/** By demand and question. */
export type Answers = Readonly<Record<string, string>>;
type Ask = DemandView['asks'][number];

const actionOf: Partial<Record<HearingAction, DemandView['on']>> = {
  recess: 'recess', technicalBreak: 'technical_break', closeToPublic: 'close_to_public', postpone: 'postpone', close: 'close',
};

/** What the orders demand at this action. */
export const demandedAt = (action: HearingAction, demands: readonly DemandView[]): DemandView[] => demands.filter(({ on }) => on === actionOf[action]);

const acts: ReadonlySet<string> = new Set(['interrogate', 'oath', 'order', 'permission', 'emergency'] satisfies DemandView['on'][]);

/** Those that belong to no action of the hearing's course, but to an act of their own. */
export const actsAmong = (demands: readonly DemandView[]): DemandView[] => demands.filter(({ on }) => acts.has(on));

export const answerKey = ({ key }: DemandView, { id }: Ask): string => `${key}/${id}`;

/** The next date has its own fields in the panel: it is not asked twice. */
export const isAsked = ({ kind }: Ask): boolean => kind !== 'moment';

/** The first question without an answer, of all demands. */
export const unanswered = (demands: readonly DemandView[], answers: Answers): Ask | null =>
  demands.flatMap((demand) => demand.asks.filter((ask) => isAsked(ask) && (answers[answerKey(demand, ask)] ?? '').trim() === ''))[0] ?? null;

/** As they are sent. */
export const answersFor = (demand: DemandView, answers: Answers, nextAtMs: number | null): { ask: string; answer: string }[] =>
  demand.asks.map((ask) => ({ ask: ask.id, answer: isAsked(ask) ? (answers[answerKey(demand, ask)] ?? '') : nextAtMs === null ? '' : String(nextAtMs) }));
