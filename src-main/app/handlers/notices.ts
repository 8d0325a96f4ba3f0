import type { Output } from '#shared/contract/index.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { ChainInput, Link } from '#shared/domain/incident/chain.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { actorOf, type Caller, type Handlers } from '../caller.ts';
import { chainOf } from '../chains.ts';
import type { Hearings } from '../hearings.ts';
import type { NoticeMail } from '../noticeMail.ts';
import type { Clock, MailStore, MailTries } from '../ports/index.ts';
import type { RuleBook } from '../ruleBook.ts';

type Names = 'incident.chain' | 'incident.tell' | 'incident.acknowledge';

interface Deps {
  hearings: Pick<Hearings, 'load' | 'execute'>;
  ruleBook: RuleBook;
  mails: Pick<MailStore, 'tries'>;
  noticeMail: Pick<NoticeMail, 'reach'>;
  clock: Pick<Clock, 'nowMs'>;
}

export function noticeHandlers({ hearings, ruleBook, mails, noticeMail, clock }: Deps): Handlers<Names> {
  const run = async (target: { commandId: string; hearingId: string }, command: HearingCommand, caller: Caller): Promise<Result<Output<'incident.tell'>>> => {
    const result = await hearings.execute(target.hearingId, target.commandId, command, actorOf(caller));
    return result.ok ? ok({ seq: result.value.seq }) : result;
  };

  return {
    'incident.chain': async ({ hearingId, incidentId }) => {
      const chain = await chainOf({ hearings, ruleBook, clock }, { hearingId, incidentId });
      if (!chain.ok) return chain;
      const [canReach, tries] = await Promise.all([noticeMail.reach(), mails.tries(hearingId)]);
      const { links, input } = chain.value;
      return ok({ links: links.map((link) => ({ ...linkView(link), byMail: canReach(link), mails: mailViews(link, input, tries) })), nowMs: input.nowMs });
    },
    'incident.tell': async ({ incidentId, notice, to, way, toldAgoMs, note, ...target }, caller) => {
      const chain = await chainOf({ hearings, ruleBook, clock }, { hearingId: target.hearingId, incidentId });
      if (!chain.ok) return chain;
      const isDemanded = chain.value.links.some(({ rule }) => rule.key === notice && rule.fulfilledBy === 'notice');
      if (!isDemanded) return err(appError('step.not_demanded', { field: 'notice', params: { step: notice } }));
      return run(target, { type: 'tellNotice', incidentId, notice, to, way, toldAtMs: Math.round(clock.nowMs() - toldAgoMs), note }, caller);
    },
    'incident.acknowledge': ({ incidentId, notice, office, ackedAgoMs, note, ...target }, caller) =>
      run(target, { type: 'acknowledgeNotice', incidentId, notice, ...(office ? { office } : {}), ackedAtMs: Math.round(clock.nowMs() - ackedAgoMs), note }, caller),
  };
}

type LinkView = Output<'incident.chain'>['links'][number];

const linkView = ({ rule, ...link }: Link): Omit<LinkView, 'byMail' | 'mails'> => {
  const { key, requirements, shown, citation, text, from, to, fulfilledBy } = rule;
  return { key, requirements, shown, citation, text, from, to, fulfilledBy, ...link };
};

const mailViews = ({ rule }: Link, { incident }: ChainInput, tries: readonly MailTries[]): LinkView['mails'] =>
  incident.mails.filter(({ notice }) => notice === rule.key).map((mail) => ({ mail, tries: tries.find(({ mailId }) => mailId === mail.mailId) ?? null }));
