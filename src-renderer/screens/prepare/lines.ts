import type { ChecklistLineView } from '#shared/contract/calls/procedure.ts';
import type { Tone } from '../../ui/StateSign.tsx';

type State = ChecklistLineView['state'];

export const toneOf: Record<State, Tone> = { open: 'plain', overdue: 'bad', done: 'good', late: 'good', failed: 'bad', not_needed: 'good' };

/** One line of the list: which rule, and whose. */
export const idOf = ({ key, participantId }: Pick<ChecklistLineView, 'key' | 'participantId'>): string => `${key} ${participantId ?? ''}`;

const isOpen = ({ state }: ChecklistLineView): boolean => state === 'open' || state === 'overdue' || state === 'failed';

const soonMs = 24 * 3_600_000;

/** What to do next: what a failure asks for, what is overdue, then what is due within a day, then the first that is left in the order of the rules. */
export function nextStep(lines: readonly ChecklistLineView[], nowMs: number): ChecklistLineView | null {
  const open = lines.filter((line) => isOpen(line) && line.needed);
  const dueMs = (line: ChecklistLineView): number => line.deadline?.dueMs ?? Infinity;
  const soon = open.filter((line) => dueMs(line) < nowMs + soonMs).toSorted((a, b) => dueMs(a) - dueMs(b));
  return open.find(({ phase }) => phase === 'failure') ?? soon[0] ?? open[0] ?? null;
}

export const counts = (lines: readonly ChecklistLineView[]) => ({ open: lines.filter(isOpen).length, overdue: lines.filter(({ state }) => state === 'overdue').length, all: lines.length });

const written: ReadonlySet<string> = new Set(['application', 'answer', 'letter', 'test_request']);

/** Is this step a paper to be written? */
export const isPaper = ({ does }: ChecklistLineView): boolean => written.has(does);

/** What can be done before anybody connects, and what a failure before the hearing asks for. */
export const beforeTheDay = (lines: readonly ChecklistLineView[]): ChecklistLineView[] => lines.filter(({ phase }) => phase === 'prepare' || phase === 'day' || phase === 'failure');

/** What is left when it is over. */
export const afterwards = (lines: readonly ChecklistLineView[]): ChecklistLineView[] => lines.filter(({ phase }) => phase === 'session' || phase === 'after' || phase === 'failure');
