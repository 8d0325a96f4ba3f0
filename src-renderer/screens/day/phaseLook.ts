import type { PhaseName } from '#shared/domain/hearing/state.ts';
import type { IconName } from '../../ui/icons.ts';

export interface PhaseLook {
  icon: IconName;
  /** `record` is red and only for what is being recorded. */
  tone: 'record' | 'paused' | 'plain' | 'done';
}

/** Sign and colour of a phase in a list; the word stands beside it. */
export const phaseLook: Record<PhaseName, PhaseLook> = {
  scheduled: { icon: 'clock', tone: 'plain' },
  connecting: { icon: 'circle', tone: 'plain' },
  in_session: { icon: 'disc', tone: 'record' },
  closed_section: { icon: 'lock', tone: 'record' },
  recess: { icon: 'pause', tone: 'paused' },
  deliberation: { icon: 'door', tone: 'paused' },
  technical_break: { icon: 'wrench', tone: 'paused' },
  closed: { icon: 'stop', tone: 'plain' },
  sealed: { icon: 'lock', tone: 'plain' },
  handed_over: { icon: 'check', tone: 'done' },
  postponed: { icon: 'calendar', tone: 'plain' },
  cancelled: { icon: 'cross', tone: 'plain' },
};

export const isPhaseName = (phase: string): phase is PhaseName => Object.hasOwn(phaseLook, phase);
