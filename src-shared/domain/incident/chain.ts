import type { Office } from '../../rules/schema/parts.ts';
import type { NoticeRule } from '../../rules/schema/ruleFile.ts';
import { deadlineFrom, type Deadline } from '../calendar/deadline.ts';
import type { WorkingCalendar } from '../calendar/workingDays.ts';
import type { ZoneOffset } from '../courtTime.ts';
import type { Act, Hearing, Incident, NoticeMail, NoticeRecord } from '../hearing/state.ts';
import type { Procedure, Ruled } from '../procedure/procedure.ts';

/**
 * `waiting`: what it comes after has not happened yet. `late`: done, but after its term. A link without a term is due at
 * once, and stays so: "at once" is not a moment that can be missed by the clock.
 */
export type LinkState = 'waiting' | 'due' | 'overdue' | 'done' | 'late';

/** One link of the chain by which a failure is told, up to the act about it. */
export interface Link {
  rule: Ruled<NoticeRule>;
  state: LinkState;
  /** Since when it is due; null while it waits. UTC ms. */
  sinceMs: number | null;
  deadline: Deadline | null;
  /** Who was told, the last of each: of those written down by hand, and of every office that was sent a message. */
  records: NoticeRecord[];
  doneAtMs: number | null;
}

export interface ChainInput {
  procedure: Pick<Procedure, 'notices'>;
  incident: Incident;
  /** Of the hearing. */
  acts: readonly Act[];
  calendar: WorkingCalendar;
  offset: ZoneOffset;
  nowMs: number;
}

const recordsOf = ({ notices }: Incident, key: string): NoticeRecord[] =>
  [...new Map(notices.filter(({ notice }) => notice === key).map((record) => [record.mail?.office ?? null, record])).values()];

const actFinishedAtMs = ({ acts, incident }: ChainInput): number | null =>
  acts.filter(({ incidentId }) => incidentId === incident.incidentId).reduce<number | null>((first, { final }) => (final && (first === null || final.atMs < first) ? final.atMs : first), null);

/** The first time counts: told once more, it was still told then. By e-mail it is done when every office of the link has been reached. */
function doneAtMs(input: ChainInput, rule: Ruled<NoticeRule>): number | null {
  if (rule.fulfilledBy === 'act') return actFinishedAtMs(input);
  const told = input.incident.notices.filter(({ notice }) => notice === rule.key);
  const byHandMs = told.find(({ mail }) => mail === null)?.toldAtMs ?? Infinity;
  const byMailMs = Math.max(...rule.to.map((office) => told.find(({ mail }) => mail?.office === office)?.toldAtMs ?? Infinity));
  const firstMs = Math.min(byHandMs, byMailMs);
  return firstMs === Infinity ? null : firstMs;
}

function sinceMs(input: ChainInput, rule: Ruled<NoticeRule>): number | null {
  if (rule.after === undefined) return input.incident.startedAtMs;
  const before = input.procedure.notices.find(({ key }) => key === `${rule.orderId}/${rule.after}`);
  return before ? doneAtMs(input, before) : input.incident.startedAtMs;
}

function stateOf(since: number | null, doneMs: number | null, deadline: Deadline | null, nowMs: number): LinkState {
  if (doneMs !== null) return deadline && doneMs >= deadline.dueMs ? 'late' : 'done';
  if (since === null) return 'waiting';
  return deadline && nowMs >= deadline.dueMs ? 'overdue' : 'due';
}

/** Whom the orders in force want told of this failure, by whom and until when, and what of it has been done. */
export const noticeChain = (input: ChainInput): Link[] =>
  input.procedure.notices.filter(({ subjects }) => subjects.includes(input.incident.subject)).map((rule): Link => {
    const since = sinceMs(input, rule);
    const deadline = since !== null && rule.within ? deadlineFrom(since, rule.within, input.calendar, input.offset) : null;
    const done = doneAtMs(input, rule);
    return { rule, sinceMs: since, deadline, records: recordsOf(input.incident, rule.key), doneAtMs: done, state: stateOf(since, done, deadline, input.nowMs) };
  });

export type DueLink = Link & { deadline: Deadline };

/** Of all failures of a hearing: what has a term that runs or is over, and is not done; also when the hearing itself is over. */
export const dueLinks = (hearing: Pick<Hearing, 'incidents' | 'acts'>, about: Omit<ChainInput, 'incident' | 'acts'>): DueLink[] =>
  hearing.incidents.flatMap((incident) => noticeChain({ ...about, incident, acts: hearing.acts })).filter((link): link is DueLink => link.deadline !== null && (link.state === 'due' || link.state === 'overdue'));

/** Messages that the mail server refused, where nobody of that office was told since, nor is sent another. */
export const refusedAndUntold = ({ mails, notices }: Incident): NoticeMail[] => mails.filter((mail, i) => {
  const isSame = (other: { notice: string }, office: Office) => other.notice === mail.notice && office === mail.office;
  const isSentAgain = mails.some((later, j) => j > i && isSame(later, later.office));
  return mail.outcome?.kind === 'refused' && !isSentAgain && !notices.some((record) => isSame(record, record.mail?.office ?? mail.office));
});
