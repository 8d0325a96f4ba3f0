import type { AppError } from '#shared/domain/errors.ts';
import type { MailAddressee } from '#shared/domain/hearing/state.ts';
import type { MailServerSettings } from '#shared/domain/mail.ts';
import type { Result } from '#shared/domain/result.ts';

/** A message as it waits: what was committed with its event, and how trying went. */
export interface MailRow extends MailAddressee {
  hearingId: string;
  incidentId: string;
  subject: string;
  text: string;
  queuedAtMs: number;
  attempts: number;
  /** Handed to the server at this moment, and how that ended is not known: the console was ended before the answer. Null otherwise. */
  handedAtMs: number | null;
}

export interface MailTries {
  mailId: string;
  attempts: number;
  nextAttemptAtMs: number;
  lastError: AppError | null;
}

/** Messages on their way. Rows come with `noticeMailed` and end with the event that says what became of them, in its transaction; none is deleted. */
export interface MailStore {
  due(nowMs: number, limit: number): Promise<MailRow[]>;
  handing(mailId: string, atMs: number): Promise<void>;
  /** Broken off before the message was gone. */
  notHanded(mailId: string): Promise<void>;
  /** Not taken this time: rests until then. */
  failed(mailIds: string[], error: AppError, nextAttemptAtMs: number): Promise<void>;
  retryAllNow(): Promise<void>;
  /** How trying went so far with those of a hearing that still wait. */
  tries(hearingId: string): Promise<MailTries[]>;
  summary(): Promise<{ waiting: number; sinceMs: number | null; nextAttemptAtMs: number | null; lastError: AppError | null }>;
  /** Hearings in which one was refused since then. */
  refusedSince(atMs: number): Promise<string[]>;
}

/** What became of a message, as far as it is known. */
export type MailOutcome = { kind: 'accepted' | 'refused'; answer: string } | { kind: 'unsure' };

/** Writes down what became of a message; what it has answered is on disk. */
export type MailReport = (mail: MailRow, outcome: MailOutcome) => Promise<Result<void>>;

/** Every message until the mail server has taken or refused it, with growing pauses. */
export interface Postman {
  start(report: MailReport): void;
  /** A message is new, or pauses were forgotten. */
  wake(): void;
  configure(server: MailServerSettings | null): void;
  /** Sends one message now, outside the queue; answers in the server's own words. */
  test(server: MailServerSettings, message: { to: string; subject: string; text: string }): Promise<Result<{ answer: string }>>;
  stop(): Promise<void>;
}
