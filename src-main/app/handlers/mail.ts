import { appError } from '#shared/domain/errors.ts';
import { testWords } from '#shared/domain/incident/mailWords.ts';
import { err, ok } from '#shared/domain/result.ts';
import { actorOf, type Handlers } from '../caller.ts';
import type { NoticeMail } from '../noticeMail.ts';
import type { MailStore, Postman } from '../ports/index.ts';
import type { RuleBook } from '../ruleBook.ts';
import type { Settings } from '../settings.ts';

type Names = 'mail.settings' | 'mail.saveServer' | 'mail.savePeople' | 'mail.test' | 'incident.mailDraft' | 'incident.mail';

interface Deps {
  settings: Pick<Settings, 'mailServer' | 'saveMailServer' | 'mailPeople' | 'saveMailPeople'>;
  ruleBook: Pick<RuleBook, 'officesToldByMail'>;
  mails: Pick<MailStore, 'retryAllNow'>;
  postman: Pick<Postman, 'configure' | 'test'>;
  noticeMail: NoticeMail;
}

export function mailHandlers({ settings, ruleBook, mails, postman, noticeMail }: Deps): Handlers<Names> {
  return {
    'mail.settings': async () => {
      const [server, people] = await Promise.all([settings.mailServer(), settings.mailPeople()]);
      return ok({ server: server && withoutPassword(server), ...people, offices: ruleBook.officesToldByMail() });
    },
    'mail.saveServer': async ({ server }) => {
      await settings.saveMailServer(server);
      await mails.retryAllNow();
      postman.configure(server);
      return ok({});
    },
    'mail.savePeople': async ({ people, atOnce }) => {
      await settings.saveMailPeople({ people, atOnce });
      return ok({});
    },
    'mail.test': async ({ to }) => {
      const server = await settings.mailServer();
      return server ? postman.test(server, { to, ...testWords }) : err(appError('mail.not_configured'));
    },
    'incident.mailDraft': (target, caller) => noticeMail.draft(target, actorOf(caller)),
    'incident.mail': (input, caller) => noticeMail.send(input, actorOf(caller)),
  };
}

const withoutPassword = ({ password, ...open }: NonNullable<Awaited<ReturnType<Settings['mailServer']>>>) => ({ ...open, passwordSet: password !== '' });
