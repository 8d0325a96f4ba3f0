import type { Hearing, PhaseName } from '#shared/domain/hearing/state.ts';
import { allowed, type PhaseCommand } from '#shared/domain/hearing/transitions.ts';
import type { IconName } from '../../../ui/icons.ts';

/** What the secretary's hand can do to a hearing that is on, in the order of the row. */
export const hearingActions = ['resume', 'recess', 'deliberate', 'technicalBreak', 'closeToPublic', 'postpone', 'close'] as const satisfies readonly PhaseCommand[];
export type HearingAction = (typeof hearingActions)[number];

/** What the contract demands of each. A reason that cannot be left out is one that goes into the protocol. */
export const demands: Record<HearingAction, { reason: 'none' | 'optional' | 'required'; next: boolean }> = {
  resume: { reason: 'none', next: false },
  recess: { reason: 'optional', next: false },
  deliberate: { reason: 'none', next: false },
  technicalBreak: { reason: 'required', next: false },
  closeToPublic: { reason: 'required', next: false },
  postpone: { reason: 'required', next: true },
  close: { reason: 'none', next: false },
};

export const actionIcons: Record<HearingAction, IconName> = {
  resume: 'play', recess: 'pause', deliberate: 'door', technicalBreak: 'wrench', closeToPublic: 'lock', postpone: 'calendar', close: 'stop',
};

/** Its words: out of a closed section one does not resume, one goes back into open session. */
export const wordsOf = (action: HearingAction, phase: PhaseName): HearingAction | 'reopen' =>
  action === 'resume' && phase === 'closed_section' ? 'reopen' : action;

/** While a recording is coming up (seconds), only the end of the hearing may overtake it. */
const whileStarting: readonly HearingAction[] = ['postpone', 'close'];

/** Only what the hearing's rules would accept now. */
export const offered = (hearing: Hearing): HearingAction[] =>
  hearingActions.filter((action) => allowed(action, hearing.phase.name) && (!hearing.starting || whileStarting.includes(action)));
