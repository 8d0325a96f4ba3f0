import type { LinkState } from '../link.ts';
import type { Way } from './figures.ts';
import type { PartVerdict } from './quality.ts';
import type { Part, QualityReason } from './verdict.ts';

/** As long as a link needs at most to come back by itself, and somebody to look up from their papers. */
export const proposedAfterMs = 15_000;

export interface LinkOfPerson {
  participantId: string;
  admitted: boolean;
  link: LinkState['name'];
  linkSinceMs: number;
  verdicts: readonly PartVerdict[];
}

/** Why a technical break is proposed (K7-19, K185-22): picture or sound of somebody in the hearing has not been fit for some time, or their link is gone. */
export interface BreakProposal {
  participantId: string;
  why: { kind: 'cut' } | { kind: 'unfit'; way: Way; part: Part; reason: QualityReason };
  sinceMs: number;
}

function unfitnessOf({ participantId, admitted, link, linkSinceMs, verdicts }: LinkOfPerson): BreakProposal[] {
  if (!admitted) return [];
  if (link !== 'connected') return [{ participantId, why: { kind: 'cut' }, sinceMs: linkSinceMs }];
  return verdicts.flatMap(({ way, part, grade, reason, sinceMs }) =>
    (grade === 'unfit' && reason !== null ? [{ participantId, why: { kind: 'unfit' as const, way, part, reason }, sinceMs }] : []));
}

/** What is proposed now, the oldest first. Nothing is ever done by itself: it is the presiding judge who announces a break. */
export const breakProposals = (people: readonly LinkOfPerson[], nowMs: number): BreakProposal[] =>
  people.flatMap(unfitnessOf).filter(({ sinceMs }) => nowMs - sinceMs >= proposedAfterMs).toSorted((a, b) => a.sinceMs - b.sinceMs);
