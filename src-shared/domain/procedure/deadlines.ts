import { isOver } from '../hearing/transitions.ts';
import { checklist, type ChecklistInput, type ChecklistLine } from './checklist.ts';

/** From then on a term is told on its day, before it is missed. */
const soonMs = 24 * 3_600_000;

export type DueLine = ChecklistLine & { deadline: NonNullable<ChecklistLine['deadline']> };

/** What of a hearing is overdue, or will be within a day; nothing of one that is over. */
export const dueLines = (input: ChecklistInput): DueLine[] => (isOver(input.hearing.phase.name) ? [] : checklist(input).filter((line): line is DueLine =>
  line.rule.needed && line.deadline !== null && (line.state === 'overdue' || ((line.state === 'open' || line.state === 'failed') && line.deadline.dueMs - input.nowMs < soonMs))));
