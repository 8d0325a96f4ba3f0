import type { AppError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { useState } from 'react';
import { useCommand } from '../../../stores/useCall.ts';
import { markDeskOf } from '../marks/useMarkDesk.ts';
import type { HearingAction } from './hearingActions.ts';

/** Gives an action its command; true when the console has carried it out. */
export function useAction(action: HearingAction, hearingId: string): {
  run: (reason: string, nextAtMs: number | null) => Promise<boolean>;
  busy: boolean;
  error: AppError | null;
} {
  const bare = useCommand(`hearing.${isBare(action) ? action : 'resume'}`);
  const reasoned = useCommand(`hearing.${isReasoned(action) ? action : 'recess'}`);
  const postpone = useCommand('hearing.postpone');
  const chosen = isBare(action) ? bare : isReasoned(action) ? reasoned : postpone;
  const send = (reason: string, nextAtMs: number | null): Promise<Result<{ seq: number }>> => {
    if (isBare(action)) return bare.run({ hearingId });
    return isReasoned(action) ? reasoned.run({ hearingId, reason }) : postpone.run({ hearingId, reason, nextAtMs });
  };
  const [unkept, setUnkept] = useState<AppError | null>(null);
  const run = async (reason: string, nextAtMs: number | null) => {
    const refused = ends(action) ? await markDeskOf(hearingId).keepDraft(performance.now()) : null;
    setUnkept(refused);
    return refused === null && (await send(reason, nextAtMs)).ok;
  };
  return { run, busy: chosen.busy, error: unkept ?? chosen.error };
}

/** What was being typed is part of the hearing: it becomes a mark before the hearing ends. */
const ends = (action: HearingAction): boolean => action === 'close' || action === 'postpone';

type Bare = 'resume' | 'deliberate' | 'close';
type Reasoned = 'recess' | 'technicalBreak' | 'closeToPublic';

const isBare = (action: HearingAction): action is Bare => action === 'resume' || action === 'deliberate' || action === 'close';
const isReasoned = (action: HearingAction): action is Reasoned => action === 'recess' || action === 'technicalBreak' || action === 'closeToPublic';
