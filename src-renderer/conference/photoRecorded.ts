import type { ChecklistLineView } from '#shared/contract/calls/procedure.ts';

/** Is it written down that photo and face were compared? Null: no order asks for it. Nothing is due before it is known what the orders ask. */
export function photoRecorded(steps: readonly Pick<ChecklistLineView, 'does' | 'participantId' | 'record'>[] | undefined, participantId: string): boolean | null {
  if (!steps) return true;
  const line = steps.find((step) => step.does === 'photo' && step.participantId === participantId);
  return line ? line.record !== null : null;
}
