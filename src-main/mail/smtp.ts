import { Readable } from 'node:stream';
import type { MailServerSettings } from '#shared/domain/mail.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { answerText, mailFailure, type MailFailure, type SmtpProblem, type Stage } from './failure.ts';

export interface MailMessage {
  to: { name: string; address: string };
  subject: string;
  text: string;
  messageId: string;
  atMs: number;
}

/** How long a server may take: to be there and greet, between two words, and for one message altogether. */
export interface Patience {
  connectMs: number;
  silenceMs: number;
  wholeMs: number;
}
export const patience: Patience = { connectMs: 15_000, silenceMs: 20_000, wholeMs: 60_000 };

export interface HandOver {
  patience: Patience;
  /** Certificates of those who may vouch for a mail server. */
  trusted: readonly string[];
  signal: AbortSignal;
  /** The server is there and has let us in; the message goes when this has resolved. */
  onHanding: () => Promise<void>;
}

/** Hands one message to the mail server and answers in its words. The only place that speaks SMTP. */
export async function handOver(server: MailServerSettings, message: MailMessage, how: HandOver): Promise<Result<{ answer: string }, MailFailure>> {
  const connection = new SMTPConnection(optionsFor(server, how));
  const secrets = secretsOf(server);
  let stage: Stage = 'connection';
  try {
    return await orEnded(connection, how, async () => {
      await done((then) => connection.connect(then));
      stage = 'login';
      if (server.user !== '') await done((then) => connection.login({ credentials: { user: server.user, pass: server.password } }, then));
      await how.onHanding();
      stage = 'envelope';
      const content = Readable.from([await contentOf(server, message)]);
      content.once('end', () => { stage = 'handed'; });
      const { response } = await done<{ response: string }>((then) => connection.send({ from: server.sender, to: [message.to.address] }, content, then));
      connection.quit();
      return ok({ answer: answerText(response, secrets) });
    });
  } catch (e) {
    connection.close();
    return err(mailFailure(e as SmtpProblem, stage, secrets));
  }
}

function optionsFor({ host, port, security }: MailServerSettings, { patience: { connectMs, silenceMs }, trusted }: HandOver) {
  return {
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    connectionTimeout: connectMs, dnsTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: silenceMs, socketCloseTimeout: 0,
    maxResponseSize: 64 * 1024, logger: false, tls: { minVersion: 'TLSv1.2' as const, rejectUnauthorized: true, ca: [...trusted] },
  };
}

/** A server may repeat what it was sent: the words of the sign-in, as they are and as they travel. */
function secretsOf({ user, password }: MailServerSettings): string[] {
  if (password === '') return [];
  const travelling = [`\u0000${user}\u0000${password}`, password].map((text) => Buffer.from(text, 'utf8').toString('base64'));
  return [...travelling, password];
}

/** Files and addresses of the web are closed to it: a text is a text. */
const contentOf = (server: MailServerSettings, { to, subject, text, messageId, atMs }: MailMessage): Promise<Buffer> => new MailComposer({
  from: server.sender, to: [to], subject, text, messageId, date: new Date(atMs), disableFileAccess: true, disableUrlAccess: true,
}).compile().build();

const done = <T = unknown>(start: (then: (problem?: Error | null, value?: T) => void) => void): Promise<T> => new Promise((resolve, reject) => {
  start((problem, value) => (problem ? reject(problem) : resolve(value as T)));
});

/** The connection's own word, the time limit or the console's end, whichever is first. */
async function orEnded<T>(connection: SMTPConnection, { patience: { wholeMs }, signal }: HandOver, work: () => Promise<T>): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const stop = () => ended.reject(new Error('stopped'));
  const timer = setTimeout(() => ended.reject(Object.assign(new Error(`not done within ${wholeMs} ms`), { code: 'ETIMEDOUT' })), wholeMs);
  connection.on('error', (e) => ended.reject(e));
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work(), ended.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
