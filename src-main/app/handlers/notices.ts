import type { Output } from '#shared/contract/index.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { noticeChain, type ChainInput, type Link } from '#shared/domain/incident/chain.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { actorOf, type Caller, type Handlers } from '../caller.ts';
import type { Hearings } from '../hearings.ts';
import type { Clock } from '../ports/index.ts';
import { courtOffset, type RuleBook } from '../ruleBook.ts';

type Names = 'incident.chain' | 'incident.tell' | 'incident.acknowledge';

interface Deps {
  hearings: Pick<Hearings, 'load' | 'execute'>;
  ruleBook: RuleBook;
  clock: Pick<Clock, 'nowMs'>;
}

export function noticeHandlers({ hearings, ruleBook, clock }: Deps): Handlers<Names> {
  const inputFor = async (hearingId: string, incidentId: string): Promise<Result<ChainInput>> => {
    const loaded = await hearings.load(hearingId);
    if (!loaded) return err(appError('hearing.not_found'));
    const { incidents, acts, schedule } = loaded.hearing;
    const incident = incidents.find((each) => each.incidentId === incidentId);
    if (!incident) return err(appError('incident.not_found', { field: 'incidentId' }));
    const procedure = ruleBook.procedureOf(schedule);
    return procedure.ok ? ok({ procedure: procedure.value, incident, acts, calendar: ruleBook.calendar(), offset: courtOffset, nowMs: clock.nowMs() }) : procedure;
  };

  const run = async (target: { commandId: string; hearingId: string }, command: HearingCommand, caller: Caller): Promise<Result<Output<'incident.tell'>>> => {
    const result = await hearings.execute(target.hearingId, target.commandId, command, actorOf(caller));
    return result.ok ? ok({ seq: result.value.seq }) : result;
  };

  return {
    'incident.chain': async ({ hearingId, incidentId }) => {
      const input = await inputFor(hearingId, incidentId);
      return input.ok ? ok({ links: noticeChain(input.value).map(linkView), nowMs: input.value.nowMs }) : input;
    },
    'incident.tell': async ({ incidentId, notice, to, way, toldAgoMs, note, ...target }, caller) => {
      const input = await inputFor(target.hearingId, incidentId);
      if (!input.ok) return input;
      const isDemanded = noticeChain(input.value).some(({ rule }) => rule.key === notice && rule.fulfilledBy === 'notice');
      if (!isDemanded) return err(appError('step.not_demanded', { field: 'notice', params: { step: notice } }));
      return run(target, { type: 'tellNotice', incidentId, notice, to, way, toldAtMs: Math.round(clock.nowMs() - toldAgoMs), note }, caller);
    },
    'incident.acknowledge': ({ incidentId, notice, ackedAgoMs, note, ...target }, caller) =>
      run(target, { type: 'acknowledgeNotice', incidentId, notice, ackedAtMs: Math.round(clock.nowMs() - ackedAgoMs), note }, caller),
  };
}

const linkView = ({ rule, ...link }: Link): Output<'incident.chain'>['links'][number] => {
  const { key, requirements, shown, citation, text, from, to, fulfilledBy } = rule;
  return { key, requirements, shown, citation, text, from, to, fulfilledBy, ...link };
};
