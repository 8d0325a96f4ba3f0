import { randomUUID } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import type { Clock, Log, MailOutcome, MailReport, MailRow, MailStore, Postman } from '#main/app/ports/index.ts';
import { Bell, realTimers, type Timers } from '#main/process/bell.ts';
import { pauseMs } from '#main/process/pause.ts';
import { errorText, messageOf, type AppError } from '#shared/domain/errors.ts';
import { domainOf, type MailServerSettings } from '#shared/domain/mail.ts';
import { err, type Result } from '#shared/domain/result.ts';
import { handOver, patience, type MailMessage, type Patience } from './smtp.ts';

export interface PostmanOptions {
  mails: MailStore;
  clock: Pick<Clock, 'nowMs'>;
  log: Log;
  timers?: Timers;
  patience?: Patience;
  /** Who may vouch for a mail server besides those whom this computer trusts anyway. */
  alsoTrusted?: readonly string[];
  /** 0…1, spreads the pauses. */
  random?: () => number;
}

/** Hands what waits to the mail server. A message leaves the queue with the server's word on disk, never before. */
export const createPostman = (options: PostmanOptions): Postman => new QueuePostman(options);

const dueAtOnce = 200;
/** Looked at again at least so often: a clock may have been set meanwhile. */
const longestWaitMs = 60_000;
/** The queue itself failed (disk full, database gone). */
const afterTroubleMs = 10_000;

/** After a failure of the server's the others rest as well. */
type Next = 'on' | 'rest';

class QueuePostman implements Postman {
  readonly #o: PostmanOptions;
  readonly #bell: Bell;
  /** The server's word that could not be written down yet: it must not be asked for a second time. */
  readonly #known = new Map<string, MailOutcome>();
  #server: MailServerSettings | null = null;
  #ending = new AbortController();
  #stopped = false;
  #loop: Promise<void> | null = null;

  constructor(options: PostmanOptions) {
    this.#o = options;
    this.#bell = new Bell(options.timers ?? realTimers);
  }

  start(report: MailReport): void {
    this.#loop ??= this.#run(report);
  }

  wake(): void {
    this.#bell.ring();
  }

  configure(server: MailServerSettings | null): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#server = server;
    this.#bell.ring();
  }

  async test(server: MailServerSettings, { to, subject, text }: { to: string; subject: string; text: string }): Promise<Result<{ answer: string }>> {
    const message = { to: { name: '', address: to }, subject, text, messageId: `<${randomUUID()}@${domainOf(server.sender)}>`, atMs: this.#o.clock.nowMs() };
    const handed = await this.#hand(server, message, async () => undefined);
    return handed.ok ? handed : err(handed.error.error);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#ending.abort();
    this.#bell.ring();
    await this.#loop;
  }

  async #run(report: MailReport): Promise<void> {
    while (!this.#stopped) await this.#bell.wait(await this.#round(report));
  }

  /** Answers how long there is nothing to do. */
  async #round(report: MailReport): Promise<number> {
    try {
      if (this.#server) await this.#deliver(this.#server, report);
      const { waiting, nextAttemptAtMs } = await this.#o.mails.summary();
      if (waiting === 0 || nextAttemptAtMs === null || !this.#server) return longestWaitMs;
      return Math.min(longestWaitMs, Math.max(0, nextAttemptAtMs - this.#o.clock.nowMs()));
    } catch (e) {
      this.#o.log.error('mail', `the queue cannot be worked on: ${messageOf(e)}`);
      return afterTroubleMs;
    }
  }

  async #deliver(server: MailServerSettings, report: MailReport): Promise<void> {
    const due = await this.#o.mails.due(this.#o.clock.nowMs(), dueAtOnce);
    for (const [i, mail] of due.entries()) {
      if (this.#ending.signal.aborted || this.#server !== server) return;
      if ((await this.#one(server, mail, due.slice(i), report)) === 'rest') return;
    }
  }

  async #one(server: MailServerSettings, mail: MailRow, rest: readonly MailRow[], report: MailReport): Promise<Next> {
    const known = this.#known.get(mail.mailId);
    if (known) return this.#report(report, mail, known);
    if (mail.handedAtMs !== null) await this.#report(report, mail, { kind: 'unsure' });
    const { signal } = this.#ending;
    const handed = await this.#hand(server, messageOfRow(mail), () => this.#o.mails.handing(mail.mailId, this.#o.clock.nowMs()));
    if (handed.ok) return this.#report(report, mail, { kind: 'accepted', answer: handed.value.answer });
    const { kind, error, isUnsure } = handed.error;
    if (kind === 'refused') return this.#report(report, mail, { kind, answer: error.detail ?? error.code });
    if (signal.aborted) return this.#leave(mail, isUnsure, report);
    if (isUnsure) await this.#report(report, mail, { kind: 'unsure' });
    await this.#failed(kind === 'server' ? rest : [mail], error);
    return kind === 'server' ? 'rest' : 'on';
  }

  /** Broken off by us: it counts as no attempt. */
  async #leave(mail: MailRow, isUnsure: boolean, report: MailReport): Promise<Next> {
    if (isUnsure) await this.#report(report, mail, { kind: 'unsure' });
    else await this.#o.mails.notHanded(mail.mailId);
    return 'rest';
  }

  async #report(report: MailReport, mail: MailRow, outcome: MailOutcome): Promise<Next> {
    if (outcome.kind !== 'unsure') this.#known.set(mail.mailId, outcome);
    const written = await report(mail, outcome);
    if (!written.ok) throw new Error(errorText(written.error));
    this.#known.delete(mail.mailId);
    this.#o.log.info('mail', `${outcome.kind}: ${mail.messageId}`);
    return 'on';
  }

  async #failed(mails: readonly MailRow[], error: AppError): Promise<void> {
    const { clock, log, random = Math.random } = this.#o;
    const afterMs = pauseMs((mails[0]?.attempts ?? 0) + 1, random());
    log.warn('mail', `not accepted, tried again in ${Math.round(afterMs / 1000)} s: ${errorText(error)}`, { mailIds: mails.map(({ mailId }) => mailId) });
    await this.#o.mails.failed(mails.map(({ mailId }) => mailId), error, clock.nowMs() + afterMs);
  }

  /** A court's own authority is trusted where this computer trusts it. */
  #trusted(): string[] {
    return [...getCACertificates('default'), ...getCACertificates('system'), ...this.#o.alsoTrusted ?? []];
  }

  #hand(server: MailServerSettings, message: MailMessage, onHanding: () => Promise<void>) {
    return handOver(server, message, { patience: this.#o.patience ?? patience, trusted: this.#trusted(), signal: this.#ending.signal, onHanding });
  }
}

const messageOfRow = ({ name, address, subject, text, messageId, queuedAtMs }: MailRow): MailMessage =>
  ({ to: { name, address }, subject, text, messageId, atMs: queuedAtMs });
