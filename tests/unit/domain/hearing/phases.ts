import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { PhaseName } from '#shared/domain/hearing/state.ts';
import type { PhaseCommand } from '#shared/domain/hearing/transitions.ts';
import { minuteMs, Played } from '../samples.ts';

const file = { path: 'manifest.json', sha256: 'a'.repeat(64), bytes: 2 };

/** One command of every type that moves a hearing. */
export const moves: Record<PhaseCommand, HearingCommand> = {
  connect: { type: 'connect' },
  open: { type: 'open', tracks: [] },
  recess: { type: 'recess', reason: '' },
  deliberate: { type: 'deliberate' },
  technicalBreak: { type: 'technicalBreak', reason: 'r' },
  closeToPublic: { type: 'closeToPublic', reason: 'r' },
  resume: { type: 'resume' },
  close: { type: 'close' },
  seal: { type: 'seal', manifest: file, segments: 1, mediaBytes: 1 },
  handOver: { type: 'handOver', receipts: 1 },
  postpone: { type: 'postpone', reason: 'r', nextAtMs: null },
  cancel: { type: 'cancel', reason: 'r' },
};

const path: Record<PhaseName, PhaseCommand[]> = {
  scheduled: [],
  connecting: ['connect'],
  in_session: ['open'],
  closed_section: ['open', 'closeToPublic'],
  recess: ['open', 'recess'],
  deliberation: ['open', 'deliberate'],
  technical_break: ['open', 'technicalBreak'],
  closed: ['open', 'close'],
  sealed: ['open', 'close', 'seal'],
  handed_over: ['open', 'close', 'seal', 'handOver'],
  postponed: ['postpone'],
  cancelled: ['cancel'],
};

export const phaseNames = Object.keys(path) as PhaseName[];

/** A hearing brought to a phase by the shortest way. */
export function at(phase: PhaseName): Played {
  const played = new Played();
  for (const command of path[phase]) played.start(moves[command], minuteMs);
  return played;
}
