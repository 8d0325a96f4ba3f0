import type { DemandView } from '#shared/contract/calls/procedure.ts';
import type { AppError } from '#shared/domain/errors.ts';
import { useCommand } from '../../../stores/useCall.ts';
import { answersFor, toKeep, type Answers } from './demands.ts';

/** Keeps what was asked at a decision, before it is carried out; true when all of it is kept. */
export function useAnswers(hearingId: string): { keep: (demands: readonly DemandView[], answers: Answers, nextAtMs: number | null) => Promise<boolean>; busy: boolean; error: AppError | null } {
  const { run, busy, error } = useCommand('procedure.answer');
  const keep = async (demands: readonly DemandView[], answers: Answers, nextAtMs: number | null): Promise<boolean> => {
    for (const demand of toKeep(demands)) {
      if (!(await run({ hearingId, demand: demand.key, answers: answersFor(demand, answers, nextAtMs) })).ok) return false;
    }
    return true;
  };
  return { keep, busy, error };
}
