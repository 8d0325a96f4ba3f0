import { appError, type AppError, type ErrorCode } from '#shared/domain/errors.ts';
import { oneLine } from '#shared/domain/officialText.ts';

/** How far a message had come: `handed` means that the server has had all of it, so that it may be under way without our knowing. */
export type Stage = 'connection' | 'login' | 'envelope' | 'handed';

/**
 * Why a message was not accepted.
 *   refused  the server does not take this message, and will not
 *   later    not this time; a fresh try may do it
 *   server   nothing can be sent through this server now, this message or another
 */
export interface MailFailure {
  kind: 'refused' | 'later' | 'server';
  error: AppError;
  /** It may have been accepted all the same. */
  isUnsure: boolean;
}

/** What the library throws, as far as it is read here. */
export interface SmtpProblem {
  message: string;
  code?: string | undefined;
  originalCode?: string | undefined;
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
}

const untrusted = /SELF_SIGNED|UNABLE_TO_|CERT_|ALTNAME|_ISSUER|certificate/i;
/** The session was out of step (503), or nobody has signed in (530): nothing is wrong with the message. */
const notTheMessage = new Set([503, 530, 535, 538]);
const longestAnswer = 400;

/** The server's words as they may be kept and shown: one line, not endless, and without what it may have repeated of our sign-in. */
export const answerText = (said: string, secrets: readonly string[]): string =>
  oneLine(secrets.reduce((text, secret) => text.replaceAll(secret, '***'), said)).slice(0, longestAnswer);

export function mailFailure(problem: SmtpProblem, stage: Stage, secrets: readonly string[]): MailFailure {
  const { code, kind } = judged(problem, stage);
  const said = answerText(problem.response ?? problem.message, secrets);
  const error = appError(code, { params: { answer: said }, detail: said });
  return { kind, error, isUnsure: stage === 'handed' && problem.responseCode === undefined };
}

function judged(problem: SmtpProblem, stage: Stage): { code: ErrorCode; kind: MailFailure['kind'] } {
  const { code = '', responseCode } = problem;
  if (code === 'EDNS') return { code: 'mail.unknown_host', kind: 'server' };
  if (code === 'ETIMEDOUT') return { code: 'mail.no_answer', kind: 'server' };
  if (isUntrusted(problem)) return { code: 'mail.not_trusted', kind: 'server' };
  if (code === 'ETLS' || problem.command === 'STARTTLS' || isPlain(problem)) return { code: 'mail.not_encrypted', kind: 'server' };
  if (responseCode !== undefined) return answered(responseCode, stage);
  if (stage === 'login') return { code: code === 'EAUTH' || code === 'ENOAUTH' ? 'mail.login_refused' : 'mail.unreachable', kind: 'server' };
  if (code === 'EPROTOCOL') return { code: 'mail.bad_answer', kind: 'server' };
  if (code === 'EMESSAGE' || code === 'EENVELOPE') return { code: 'mail.refused', kind: 'refused' };
  return { code: 'mail.unreachable', kind: 'server' };
}

function answered(responseCode: number, stage: Stage): { code: ErrorCode; kind: MailFailure['kind'] } {
  const isForNow = responseCode < 500;
  const isOfMessage = stage === 'envelope' || stage === 'handed';
  if (responseCode === 530 || (stage === 'login' && !isForNow)) return { code: 'mail.login_refused', kind: 'server' };
  if (isForNow || notTheMessage.has(responseCode)) return { code: 'mail.put_off', kind: isOfMessage && responseCode !== 421 ? 'later' : 'server' };
  return { code: 'mail.refused', kind: isOfMessage ? 'refused' : 'server' };
}

const isUntrusted = ({ originalCode = '', message, response }: SmtpProblem): boolean =>
  response === undefined && (untrusted.test(originalCode) || /certificate/i.test(message));

/** TLS was spoken to a server that answers in plain words. */
const isPlain = ({ message }: SmtpProblem): boolean => /wrong version number|packet length too long/i.test(message);
