import type { z } from 'zod';
import type { Credentials, Invitation } from '#shared/conference/messages.ts';
import {
  courtRoutes, factsAnswerSchema, fileReceiptAnswerSchema, problemSchema, scheduleAnswerSchema, serverInfoSchema,
  type Receipt, type ServerHearing,
} from '#shared/court-api/index.ts';
import { appError, messageOf, type ErrorCode } from '#shared/domain/errors.ts';
import { maxAttachmentBytes } from '#shared/domain/identityPhoto.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { kindOfStatus, type Failure } from './policy.ts';
import { readBytes, readText } from './readText.ts';

export interface CourtAddress {
  url: string;
  deviceToken: string;
}

interface Asked {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
}

interface Question<T> extends Asked {
  answer: z.ZodType<T>;
}

const answerWithinMs = 20_000;

const codeOf: Record<Failure['kind'], ErrorCode> = {
  no_answer: 'court_server.unreachable', bad_answer: 'court_server.bad_answer', token: 'court_server.unauthorized',
  refused: 'court_server.refused', again: 'court_server.unreachable', local: 'outbox.file_changed',
};

export const failure = (kind: Failure['kind'], detail: string, status?: number): Failure =>
  ({ kind, error: appError(codeOf[kind], { detail }), ...(status === undefined ? {} : { status }) });

const maxDetailChars = 1000;

/** A server that quotes what it was sent must not bring the token into a log, a window or an incident, nor a book into the queue. */
export function withoutToken({ deviceToken }: CourtAddress, failed: Failure): Failure {
  const { detail } = failed.error;
  return detail === undefined ? failed : { ...failed, error: { ...failed.error, detail: detail.replaceAll(deviceToken, '***').slice(0, maxDetailChars) } };
}

/** The court server over HTTP. Whatever it answers is parsed before anything believes it. */
export class CourtClient {
  readonly address: CourtAddress;
  readonly #fetch: typeof fetch;
  readonly #signal: AbortSignal;

  /** `signal` ends everything under way: the address changed, or the console stops. */
  constructor(address: CourtAddress, fetching: typeof fetch, signal: AbortSignal) {
    this.address = { ...address, url: address.url.replace(/\/+$/, '') };
    this.#fetch = fetching;
    this.#signal = signal;
  }

  info(): Promise<Result<z.infer<typeof serverInfoSchema>, Failure>> {
    return this.#ask({ method: 'GET', path: courtRoutes.info.path, answer: serverInfoSchema });
  }

  /** Sends so many bytes that are thrown away. */
  measure(padding: string): Promise<Result<{ bytes: number }, Failure>> {
    return this.#ask({ method: 'POST', path: courtRoutes.measure.path, answer: courtRoutes.measure.answer, body: { padding } });
  }

  invite(invitation: Invitation): Promise<Result<Credentials, Failure>> {
    return this.#ask({ method: 'POST', path: courtRoutes.invite.path, answer: courtRoutes.invite.answer, body: invitation });
  }

  endInvitations(body: z.input<typeof courtRoutes.endInvitations.body>): Promise<Result<{ ended: number }, Failure>> {
    return this.#ask({ method: 'POST', path: courtRoutes.endInvitations.path, answer: courtRoutes.endInvitations.answer, body });
  }

  endWatch(body: z.input<typeof courtRoutes.endWatch.body>): Promise<Result<object, Failure>> {
    return this.#ask({ method: 'POST', path: courtRoutes.endWatch.path, answer: courtRoutes.endWatch.answer, body });
  }

  async schedule(date: string): Promise<Result<ServerHearing[], Failure>> {
    const answer = await this.#ask({ method: 'GET', path: `${courtRoutes.schedule.path}?date=${encodeURIComponent(date)}`, answer: scheduleAnswerSchema });
    if (!answer.ok) return answer;
    return answer.value.date === date ? ok(answer.value.hearings) : err(badAnswer('date', `asked for ${date}, got ${answer.value.date}`));
  }

  async facts(facts: EventRecord[]): Promise<Result<Receipt[], Failure>> {
    const answer = await this.#ask({ method: 'POST', path: courtRoutes.facts.path, answer: factsAnswerSchema, body: { facts } });
    return answer.ok ? ok(answer.value.receipts) : answer;
  }

  fileReceipt(fileId: string): Promise<Result<z.infer<typeof fileReceiptAnswerSchema>, Failure>> {
    return this.#ask({ method: 'GET', path: courtRoutes.receipt.path.replace('{fileId}', fileId), answer: fileReceiptAnswerSchema });
  }

  /** What came with a petition, as it comes; a server that has none of it is no failure. */
  async petitionFile(sha256: string): Promise<Result<Uint8Array | 'absent' | 'too_large', Failure>> {
    const path = courtRoutes.attachment.path.replace('{sha256}', sha256);
    try {
      const response = await this.#request({ method: 'GET', path });
      if (response.status === 404) return ok('absent');
      if (!response.ok) return err(failure(kindOfStatus(response.status), `GET ${path}: ${response.status}`, response.status));
      return ok((await readBytes(response, maxAttachmentBytes)) ?? 'too_large');
    } catch (e) {
      return err(withoutToken(this.address, failure('no_answer', `GET ${path}: ${reasonOf(e)}`)));
    }
  }

  async #ask<T>(question: Question<T>): Promise<Result<T, Failure>> {
    const answer = await this.#exchange(question);
    return answer.ok ? answer : err(withoutToken(this.address, answer.error));
  }

  async #exchange<T>(question: Question<T>): Promise<Result<T, Failure>> {
    const what = `${question.method} ${question.path}`;
    try {
      const response = await this.#request(question);
      const text = await readText(response);
      if (text === null) return err(badAnswer('answer', `${what}: it never ends`));
      if (!response.ok) return err(failure(kindOfStatus(response.status), `${what}: ${response.status} ${problemIn(text)}`, response.status));
      return parseAnswer(question.answer, text, what);
    } catch (e) {
      return err(failure('no_answer', `${what}: ${reasonOf(e)}`));
    }
  }

  #request({ method, path, body }: Asked): Promise<Response> {
    return this.#fetch(this.address.url + path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(answerWithinMs)]),
      headers: { authorization: `Bearer ${this.address.deviceToken}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

function parseAnswer<T>(schema: z.ZodType<T>, text: string, what: string): Result<T, Failure> {
  const json = parseJson(text);
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'answer';
  return err(badAnswer(field, `${what}: ${json === undefined ? 'not JSON' : `${field} ${issue?.message ?? ''}`}`));
}

const badAnswer = (field: string, detail: string): Failure => ({ kind: 'bad_answer', error: appError(codeOf.bad_answer, { field, detail }) });

/** Undefined when it is not JSON: no schema of an answer takes that. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemIn(text: string): string {
  const parsed = problemSchema.safeParse(parseJson(text));
  if (!parsed.success) return '';
  const { code, field, detail } = parsed.data.error;
  return [code, field, detail].filter((part) => part !== undefined).join(' ');
}

/** `fetch failed` alone helps nobody: the cause says whether the name, the port or the line is wrong. */
const reasonOf = (e: unknown): string =>
  e instanceof Error && e.cause !== undefined ? `${e.message}: ${messageOf(e.cause)}` : messageOf(e);
