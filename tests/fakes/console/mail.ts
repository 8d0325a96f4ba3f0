import type { Handlers } from '#main/app/caller.ts';
import { mailHandlers } from '#main/app/handlers/mail.ts';
import { noticeHandlers } from '#main/app/handlers/notices.ts';
import { NoticeMail } from '#main/app/noticeMail.ts';
import type { MailTries, Postman } from '#main/app/ports/index.ts';
import type { RuleBook } from '#main/app/ruleBook.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import type { MailPeople, MailServerSettings } from '#shared/domain/mail.ts';
import { err, ok } from '#shared/domain/result.ts';
import { hall } from './data.ts';
import type { Memory } from './memory.ts';
import { tracksOf } from '#shared/domain/tracks.ts';

type Names = 'mail.settings' | 'mail.saveServer' | 'mail.savePeople' | 'mail.test' | 'incident.mailDraft' | 'incident.mail' | 'incident.chain' | 'incident.tell' | 'incident.acknowledge';

const answerAfterMs = 300;
const wordsOf = { accepted: '250 2.0.0 Ok: queued as 4bQx2k', refused: '550 5.1.1 <mailbox>: Recipient address rejected: User unknown' };

/** What the address says is what the mail server does: `refused@…`, `waiting@…`, and anybody else's mail is accepted. */
const fateOf = (address: string): 'accepted' | 'refused' | 'waiting' => (address.startsWith('refused@') ? 'refused' : address.startsWith('waiting@') ? 'waiting' : 'accepted');

/** The real handlers, in front of a mail server in memory. */
export function mailOver(memory: Memory, over: { hearings: ConstructorParameters<typeof NoticeMail>[0]['hearings']; ruleBook: RuleBook; clock: { nowMs: () => number } }): Handlers<Names> {
  let server: MailServerSettings | null = { host: 'mail.sot.example.kz', port: 587, security: 'starttls', sender: 'zal3@sot.example.kz', user: 'zal3', password: 'not a secret' };
  let people: MailPeople = {
    atOnce: false,
    people: [
      { office: 'office_head', name: 'Үлгібаев Бекзат', addresses: ['ulgibaev@sot.example.kz'] },
      { office: 'oblast_coordinator', name: 'Мысалова Гүлнұр', addresses: ['refused@oblsot.example.kz'] },
      { office: 'technical_specialist', name: 'Үлгіұлы Артём', addresses: ['artem@sot.example.kz'] },
    ],
  };
  const settings = {
    mailServer: async () => server, saveMailServer: async (next: MailServerSettings | null) => { server = next; },
    mailPeople: async () => people, saveMailPeople: async (next: MailPeople) => { people = next; }, tracksFor: async () => tracksOf(hall),
  };
  const tries = async (hearingId: string): Promise<MailTries[]> => (memory.hearings.get(hearingId)?.incidents ?? []).flatMap(({ mails }) => mails)
    .filter(({ outcome }) => outcome === null).map(({ mailId, queuedAtMs }) => ({ mailId, attempts: 3, nextAttemptAtMs: queuedAtMs + 60_000, lastError: appError('mail.unreachable', { detail: 'ECONNREFUSED' }) }));
  const answer = ({ hearingId, event }: EventRecord) => {
    if (event.type !== 'noticeMailed') return;
    for (const { mailId, address } of event.to) {
      const kind = fateOf(address);
      if (kind !== 'waiting') setTimeout(() => memory.execute(hearingId, { type: 'endMail', incidentId: event.incidentId, mailId, kind, answer: wordsOf[kind] }, systemActor), answerAfterMs);
    }
  };
  memory.onEvent(answer);
  const postman: Pick<Postman, 'configure' | 'test'> = {
    configure: () => undefined,
    test: async (_, { to }) => (fateOf(to) === 'accepted' ? ok({ answer: wordsOf.accepted }) : err(appError('mail.login_refused', { params: { answer: '535 5.7.8 Authentication credentials invalid' }, detail: '535 5.7.8 Authentication credentials invalid' }))),
  };
  const noticeMail = new NoticeMail({ ...over, settings });
  return { ...mailHandlers({ settings, ruleBook: over.ruleBook, mails: { retryAllNow: async () => undefined }, postman, noticeMail }), ...noticeHandlers({ ...over, mails: { tries }, noticeMail }) };
}
