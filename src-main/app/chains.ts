import { appError } from '#shared/domain/errors.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { noticeChain, type ChainInput, type Link } from '#shared/domain/incident/chain.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Hearings } from './hearings.ts';
import type { Clock } from './ports/index.ts';
import { courtOffset, type RuleBook } from './ruleBook.ts';

interface Deps {
  hearings: Pick<Hearings, 'load'>;
  ruleBook: Pick<RuleBook, 'procedureOf' | 'calendar'>;
  clock: Pick<Clock, 'nowMs'>;
}

export interface Chain {
  hearing: Hearing;
  input: ChainInput;
  links: Link[];
}

/** Who has to be told of one failure, as the orders in force and what was done so far have it now. */
export async function chainOf({ hearings, ruleBook, clock }: Deps, { hearingId, incidentId }: { hearingId: string; incidentId: string }): Promise<Result<Chain>> {
  const hearing = (await hearings.load(hearingId))?.hearing;
  if (!hearing) return err(appError('hearing.not_found'));
  const incident = hearing.incidents.find((each) => each.incidentId === incidentId);
  if (!incident) return err(appError('incident.not_found', { field: 'incidentId' }));
  const procedure = ruleBook.procedureOf(hearing.schedule);
  if (!procedure.ok) return procedure;
  const input = { procedure: procedure.value, incident, acts: hearing.acts, calendar: ruleBook.calendar(), offset: courtOffset, nowMs: clock.nowMs() };
  return ok({ hearing, input, links: noticeChain(input) });
}
