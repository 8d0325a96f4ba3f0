import { randomUUID } from 'node:crypto';
import type { Output, ParsedInput } from '#shared/contract/index.ts';
import { systemActor, type Actor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { Incident, MailAddressee } from '#shared/domain/hearing/state.ts';
import type { Link } from '#shared/domain/incident/chain.ts';
import { composeMail, isToldByMail } from '#shared/domain/incident/mailText.ts';
import { domainOf } from '#shared/domain/mail.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Office } from '#shared/rules/index.ts';
import { chainOf, type Chain } from './chains.ts';
import type { Hearings } from './hearings.ts';
import type { Clock, MailReport } from './ports/index.ts';
import { courtOffset, type RuleBook } from './ruleBook.ts';
import type { Settings } from './settings.ts';

interface Deps {
  hearings: Pick<Hearings, 'load' | 'execute'>;
  ruleBook: Pick<RuleBook, 'procedureOf' | 'calendar'>;
  settings: Pick<Settings, 'mailServer' | 'mailPeople' | 'tracksFor'>;
  clock: Pick<Clock, 'nowMs'>;
}

type Target = ParsedInput<'incident.mailDraft'>;
type Recipient = Omit<MailAddressee, 'mailId' | 'messageId'>;

/** K336-28: an hour later the next link is over, and people have told each other. */
const stillAtOnceMs = 3_600_000;

/** Tells by e-mail what an order wants told: whom, in which words, and what became of it. */
export class NoticeMail {
  readonly #d: Deps;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** Can a message of this link go to anybody? */
  async reach(): Promise<(link: Link) => boolean> {
    const [server, { people }] = await Promise.all([this.#d.settings.mailServer(), this.#d.settings.mailPeople()]);
    return ({ rule, state }) => server !== null && state !== 'waiting' && isToldByMail(rule) && people.some(({ office }) => rule.to.includes(office));
  }

  async draft(target: Target, by: Actor): Promise<Result<Output<'incident.mailDraft'>>> {
    const found = await this.#link(target);
    if (!found.ok) return found;
    const { chain, link } = found.value;
    const offices = toBeTold(link);
    const to = await this.#recipients(offices);
    return ok({ ...(await this.#words(chain, link, by)), to, without: offices.filter((office) => !to.some((each) => each.office === office)) });
  }

  async send({ commandId, subject, text, ...target }: ParsedInput<'incident.mail'>, by: Actor): Promise<Result<{ seq: number }>> {
    const found = await this.#link(target);
    return found.ok ? this.#queue(target, commandId, found.value.link, { subject, text }, by) : found;
  }

  /** A failure was written down: whoever has to be told at once is sent a message, where the court has decided so. */
  async tellAtOnce(target: Omit<Target, 'notice'>): Promise<Result<void>> {
    if (!(await this.#d.settings.mailPeople()).atOnce) return ok(undefined);
    const [chain, canReach] = await Promise.all([chainOf(this.#d, target), this.reach()]);
    if (!chain.ok) return chain;
    for (const link of chain.value.links.filter((each) => each.state === 'due' && each.deadline === null && canReach(each))) {
      const queued = await this.#queue({ ...target, notice: link.rule.key }, randomUUID(), link, await this.#words(chain.value, link, systemActor), systemActor);
      if (!queued.ok) return queued;
    }
    return ok(undefined);
  }

  /** A console that was ended between a failure and its messages makes up for it when it starts, as long as that is still at once. */
  async catchUp(hearingIds: readonly string[]): Promise<Result<void>> {
    for (const hearingId of hearingIds) {
      const incidents = (await this.#d.hearings.load(hearingId))?.hearing.incidents ?? [];
      for (const { incidentId } of incidents.filter((incident) => this.#isUntouched(incident))) {
        const told = await this.tellAtOnce({ hearingId, incidentId });
        if (!told.ok) return told;
      }
    }
    return ok(undefined);
  }

  #isUntouched({ startedAtMs, resolved, notices, mails }: Incident): boolean {
    return !resolved && notices.length === 0 && mails.length === 0 && startedAtMs > this.#d.clock.nowMs() - stillAtOnceMs;
  }

  report: MailReport = async ({ hearingId, incidentId, mailId }, outcome) => {
    const command = outcome.kind === 'unsure' ? { type: 'doubtMail', incidentId, mailId } as const : { type: 'endMail', incidentId, mailId, ...outcome } as const;
    const written = await this.#d.hearings.execute(hearingId, randomUUID(), command, systemActor);
    return written.ok ? ok(undefined) : written;
  };

  async #link(target: Target): Promise<Result<{ chain: Chain; link: Link }>> {
    const chain = await chainOf(this.#d, target);
    if (!chain.ok) return chain;
    const link = chain.value.links.find(({ rule }) => rule.key === target.notice && isToldByMail(rule));
    return link ? ok({ chain: chain.value, link }) : err(appError('step.not_demanded', { field: 'notice', params: { step: target.notice } }));
  }

  async #words({ hearing, input: { incident } }: Chain, link: Link, by: Actor): Promise<{ subject: string; text: string }> {
    return composeMail({ hearing, incident, link, by, tracks: await this.#d.settings.tracksFor(hearing), offset: courtOffset });
  }

  async #recipients(offices: readonly Office[]): Promise<Recipient[]> {
    const { people } = await this.#d.settings.mailPeople();
    return people.filter(({ office }) => offices.includes(office)).flatMap(({ office, name, addresses }) => addresses.map((address) => ({ office, name, address })));
  }

  async #queue({ hearingId, incidentId, notice }: Target, commandId: string, link: Link, words: { subject: string; text: string }, by: Actor): Promise<Result<{ seq: number }>> {
    const server = await this.#d.settings.mailServer();
    if (!server) return err(appError('mail.not_configured'));
    const recipients = await this.#recipients(toBeTold(link));
    if (recipients.length === 0) return err(appError('mail.no_address'));
    const to = recipients.map((recipient) => ((mailId) => ({ ...recipient, mailId, messageId: `<${mailId}@${domainOf(server.sender)}>` }))(randomUUID()));
    const result = await this.#d.hearings.execute(hearingId, commandId, { type: 'mailNotice', incidentId, notice, ...words, to }, by);
    return result.ok ? ok({ seq: result.value.seq }) : result;
  }
}

/** Of a link that is told in part, whom nobody has reached; of one that is done, or not begun, everybody. */
function toBeTold({ rule, records, doneAtMs }: Link): readonly Office[] {
  return doneAtMs === null ? rule.to.filter((office) => !records.some(({ mail }) => mail?.office === office)) : rule.to;
}
