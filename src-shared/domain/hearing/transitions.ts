import type { Phase, PhaseName } from './state.ts';

/** Commands that move a hearing from one phase to another. Everything else leaves the phase alone. */
export const phaseCommands = [
  'connect', 'open', 'recess', 'deliberate', 'technicalBreak', 'closeToPublic', 'resume',
  'close', 'seal', 'handOver', 'postpone', 'cancel',
] as const;
export type PhaseCommand = (typeof phaseCommands)[number];

export const livePhases = ['in_session', 'closed_section', 'recess', 'deliberation', 'technical_break'] as const;

/**
 * The hearing machine as data: from where each command may come, and where it leads. Printed into the
 * docs and tested exhaustively. `resume` returns to where the break came from. A postponement after
 * opening closes the hearing (outcome "postponed"), because what was recorded must be sealed.
 */
export const transitions: Record<PhaseCommand, { from: readonly PhaseName[]; to: PhaseName | 'where it came from' }> = {
  connect: { from: ['scheduled'], to: 'connecting' },
  open: { from: ['scheduled', 'connecting'], to: 'in_session' },
  recess: { from: ['in_session', 'closed_section'], to: 'recess' },
  deliberate: { from: ['in_session', 'closed_section'], to: 'deliberation' },
  technicalBreak: { from: ['in_session', 'closed_section'], to: 'technical_break' },
  closeToPublic: { from: ['in_session'], to: 'closed_section' },
  resume: { from: ['recess', 'deliberation', 'technical_break', 'closed_section'], to: 'where it came from' },
  close: { from: livePhases, to: 'closed' },
  seal: { from: ['closed'], to: 'sealed' },
  handOver: { from: ['sealed'], to: 'handed_over' },
  postpone: { from: ['scheduled', 'connecting', ...livePhases], to: 'postponed' },
  cancel: { from: ['scheduled', 'connecting'], to: 'cancelled' },
};

export const allowed = (command: PhaseCommand, from: PhaseName): boolean => transitions[command].from.includes(from);

export const isLive = (phase: PhaseName): boolean => (livePhases as readonly PhaseName[]).includes(phase);

/** By the court's ruling, until it sits in public again; the breaks in between included. */
export const isClosedToPublic = (phase: Phase): boolean => phase.name === 'closed_section' || ('resumeTo' in phase && phase.resumeTo === 'closed_section');

/** What the court was to do in it is done, or will be done in another one. */
export const isOver = (phase: PhaseName): boolean => !isLive(phase) && phase !== 'scheduled' && phase !== 'connecting';

/** Marks belong to a hearing that has begun and is not yet sealed. */
export const acceptsMarks = (phase: PhaseName): boolean => isLive(phase) || phase === 'connecting' || phase === 'closed';
