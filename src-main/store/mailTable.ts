import type Database from 'better-sqlite3';
import type { MailRow, MailStore, MailTries } from '#main/app/ports/index.ts';
import type { AppError } from '#shared/domain/errors.ts';
import type { EventRecord, HearingEvent } from '#shared/domain/hearing/events.ts';
import { longestCrediblePauseMs } from './outboxTable.ts';

type Mailed = Extract<HearingEvent, { type: 'noticeMailed' }>;
type DueRow = Pick<MailRow, 'mailId' | 'hearingId' | 'attempts' | 'handedAtMs'> & { event: string };
type TriesRow = Omit<MailTries, 'lastError'> & { lastError: string | null };
type Summary = Awaited<ReturnType<MailStore['summary']>>;

export type MailTable = ReturnType<typeof mailTable>;

/** Messages on their way by e-mail. The events themselves put them in and end them, so that no commit can forget one. */
export function mailTable(db: Database.Database) {
  const add = db.prepare('INSERT INTO mails (mailId, hearingId, eventSeq, queuedAtMs) VALUES (?, ?, ?, ?)');
  const end = db.prepare('UPDATE mails SET outcome = ?, endedSeq = ?, endedAtMs = ?, handedAtMs = NULL WHERE mailId = ?');
  const notHanded = db.prepare('UPDATE mails SET handedAtMs = NULL WHERE mailId = ? AND outcome IS NULL');
  const due = db.prepare<{ nowMs: number; tooFarMs: number; limit: number }, DueRow>(`
    SELECT m.mailId, m.hearingId, m.attempts, m.handedAtMs, e.event FROM mails m JOIN events e ON e.seq = m.eventSeq
    WHERE m.outcome IS NULL AND (m.nextAttemptAtMs <= @nowMs OR m.nextAttemptAtMs > @tooFarMs)
    ORDER BY m.eventSeq, m.mailId LIMIT @limit`);
  const handing = db.prepare('UPDATE mails SET handedAtMs = ? WHERE mailId = ? AND outcome IS NULL');
  const fail = db.prepare('UPDATE mails SET attempts = attempts + 1, lastError = ?, nextAttemptAtMs = ?, handedAtMs = NULL WHERE mailId = ? AND outcome IS NULL');
  const forgetPauses = db.prepare('UPDATE mails SET nextAttemptAtMs = 0 WHERE outcome IS NULL');
  const tries = db.prepare<[string], TriesRow>('SELECT mailId, attempts, nextAttemptAtMs, lastError FROM mails WHERE hearingId = ? AND outcome IS NULL');
  const waiting = db.prepare<[], Pick<Summary, 'waiting' | 'sinceMs' | 'nextAttemptAtMs'>>(
    'SELECT COUNT(*) AS waiting, MIN(queuedAtMs) AS sinceMs, MIN(nextAttemptAtMs) AS nextAttemptAtMs FROM mails WHERE outcome IS NULL');
  const lastError = db.prepare<[], string>('SELECT lastError FROM mails WHERE outcome IS NULL AND lastError IS NOT NULL ORDER BY nextAttemptAtMs DESC LIMIT 1').pluck();
  const refusedSince = db.prepare<[number], string>("SELECT DISTINCT hearingId FROM mails WHERE outcome = 'refused' AND endedAtMs >= ?").pluck();
  const failed = db.transaction((mailIds: string[], error: string, nextAttemptAtMs: number) => {
    for (const mailId of mailIds) fail.run(error, nextAttemptAtMs, mailId);
  });

  return {
    /** Called for every event, inside its commit. */
    note({ event, hearingId, seq, committedAtMs }: EventRecord): void {
      if (event.type === 'noticeMailed') for (const { mailId } of event.to) add.run(mailId, hearingId, seq, committedAtMs);
      if (event.type === 'noticeMailAccepted') end.run('accepted', seq, committedAtMs, event.mailId);
      if (event.type === 'noticeMailRefused') end.run('refused', seq, committedAtMs, event.mailId);
      if (event.type === 'noticeMailUnsure') notHanded.run(event.mailId);
    },
    due: (nowMs: number, limit: number): MailRow[] => due.all({ nowMs, tooFarMs: nowMs + longestCrediblePauseMs, limit }).flatMap(rowOf),
    handing: (mailId: string, atMs: number): void => void handing.run(atMs, mailId),
    notHanded: (mailId: string): void => void notHanded.run(mailId),
    failed: (mailIds: string[], error: AppError, nextAttemptAtMs: number): void => failed(mailIds, JSON.stringify(error), nextAttemptAtMs),
    retryAllNow: (): void => void forgetPauses.run(),
    tries: (hearingId: string): MailTries[] => tries.all(hearingId).map((row) => ({ ...row, lastError: errorIn(row.lastError) })),
    summary: (): Summary => ({ ...(waiting.get() ?? { waiting: 0, sinceMs: null, nextAttemptAtMs: null }), lastError: errorIn(lastError.get()) }),
    refusedSince: (atMs: number): string[] => refusedSince.all(atMs),
  };
}

/** Written by this table from a typed error. */
const errorIn = (json: string | null | undefined): AppError | null => (typeof json === 'string' ? JSON.parse(json) as AppError : null);

function rowOf({ event, ...row }: DueRow): MailRow[] {
  const { incidentId, subject, text, atMs, to } = JSON.parse(event) as Mailed;
  return to.filter(({ mailId }) => mailId === row.mailId).map((addressee) => ({ ...addressee, ...row, incidentId, subject, text, queuedAtMs: atMs }));
}
