import type { ChecklistLineView } from '#shared/contract/calls/procedure.ts';
import type { Tone } from '../../ui/StateSign.tsx';

type State = ChecklistLineView['state'];

export const toneOf: Record<State, Tone> = { open: 'plain', overdue: 'bad', done: 'good', late: 'good', failed: 'bad', not_needed: 'good' };

/** One line of the list: which rule, and whose. */
export const idOf = ({ key, participantId }: Pick<ChecklistLineView, 'key' | 'participantId'>): string => `${key} ${participantId ?? ''}`;

const isOpen = ({ state }: ChecklistLineView): boolean => state === 'open' || state === 'overdue' || state === 'failed';

/** What to do next: what is overdue, then what is due first, then the rest in the order of the rules. */
export function nextStep(lines: readonly ChecklistLineView[]): ChecklistLineView | null {
  const open = lines.filter((line) => isOpen(line) && line.needed);
  const due = (line: ChecklistLineView): number => line.deadline?.dueMs ?? Infinity;
  return open.find(({ state }) => state === 'overdue') ?? open.toSorted((a, b) => due(a) - due(b))[0] ?? null;
}

export const counts = (lines: readonly ChecklistLineView[]) => ({ open: lines.filter(isOpen).length, overdue: lines.filter(({ state }) => state === 'overdue').length, all: lines.length });
