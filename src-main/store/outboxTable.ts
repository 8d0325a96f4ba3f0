import type Database from 'better-sqlite3';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import type { NewOutboxFile, OutboxKind, OutboxRow } from '#main/app/ports/index.ts';
import type { CanonicalForm } from './canonical.ts';
import { recordOf, type EventRow } from './eventRow.ts';

/** What goes first when the link comes back (oldest first within a kind). */
const urgencyOrder: readonly OutboxKind[] = ['fact', 'act', 'paper', 'protocol', 'picture', 'manifest', 'audio', 'video'];

/** No pause is that long: an item further away was put there by a clock that has been set back since, and is due. */
export const longestCrediblePauseMs = 60 * 60_000;

export interface FileToQueue extends NewOutboxFile {
  fileId: string;
}

export interface StoredReceipt {
  receiptId: string;
  sha256: string;
  receivedAtMs: number;
}

interface DueRow extends Omit<EventRow, 'hearingId'> {
  itemId: number; kind: OutboxKind; hearingId: string; name: string; bytes: number; sha256: string;
  fileId: string | null; absolutePath: string | null; path: string | null;
  attempts: number; nextAttemptAtMs: number; uploadUrl: string | null; bytesSent: number;
}

export type OutboxTable = ReturnType<typeof outboxTable>;

/** Everything on its way to the court server. A row is added, worked on, receipted; never removed. */
export function outboxTable(db: Database.Database) {
  const addFact = db.prepare(`
    INSERT INTO outbox (kind, urgency, hearingId, name, bytes, sha256, eventSeq)
    VALUES ('fact', 0, @hearingId, @name, @bytes, @sha256, @seq)`);
  const addFile = db.prepare(`
    INSERT INTO outbox (kind, urgency, hearingId, name, bytes, sha256, fileId, absolutePath, path)
    VALUES (@kind, @urgency, @hearingId, @path, @bytes, @sha256, @fileId, @absolutePath, @path)
    ON CONFLICT (hearingId, path, sha256) DO NOTHING`);
  const due = db.prepare<{ nowMs: number; tooFarMs: number; limit: number }, DueRow>(`
    SELECT o.*, e.seq, e.eventId, e.event, e.committedAtMs, e.monotonicMs, e.actor
    FROM outbox o LEFT JOIN events e ON e.seq = o.eventSeq
    WHERE o.receiptId IS NULL AND (o.nextAttemptAtMs <= @nowMs OR o.nextAttemptAtMs > @tooFarMs)
    ORDER BY o.urgency, o.itemId LIMIT @limit`);
  const setUrl = db.prepare('UPDATE outbox SET uploadUrl = ? WHERE itemId = ?');
  const setBytesSent = db.prepare('UPDATE outbox SET bytesSent = ? WHERE itemId = ?');
  const fail = db.prepare('UPDATE outbox SET attempts = attempts + 1, lastError = ?, nextAttemptAtMs = ? WHERE itemId = ? AND receiptId IS NULL');
  const receipt = db.prepare(`
    UPDATE outbox SET receiptId = @receiptId, receiptSha256 = @sha256, receivedAtMs = @receivedAtMs, bytesSent = bytes
    WHERE itemId = @itemId AND receiptId IS NULL`);
  const forgetPauses = db.prepare('UPDATE outbox SET nextAttemptAtMs = 0 WHERE receiptId IS NULL');

  const addFiles = db.transaction((files: FileToQueue[]) => {
    for (const file of files) addFile.run({ ...file, urgency: urgencyOrder.indexOf(file.kind) });
  });
  const failed = db.transaction((itemIds: number[], error: string, nextAttemptAtMs: number) => {
    for (const itemId of itemIds) fail.run(error, nextAttemptAtMs, itemId);
  });
  const progress = db.transaction((itemId: number, change: { uploadUrl?: string | null; bytesSent?: number }) => {
    if (change.uploadUrl !== undefined) setUrl.run(change.uploadUrl, itemId);
    if (change.bytesSent !== undefined) setBytesSent.run(change.bytesSent, itemId);
  });

  return {
    addFact: (record: EventRecord, form: CanonicalForm): void =>
      void addFact.run({ hearingId: record.hearingId, name: record.event.type, seq: record.seq, ...form }),
    addFiles: (files: FileToQueue[]): void => addFiles(files),
    due: (nowMs: number, limit: number): OutboxRow[] => 
      due.all({ nowMs, tooFarMs: nowMs + longestCrediblePauseMs, limit }).map(rowOf),
    progress: (itemId: number, change: { uploadUrl?: string | null; bytesSent?: number }): void => progress(itemId, change),
    failed: (itemIds: number[], error: string, nextAttemptAtMs: number): void => failed(itemIds, error, nextAttemptAtMs),
    sent: (itemId: number, given: StoredReceipt): void => void receipt.run({ itemId, ...given }),
    retryAllNow: (): void => void forgetPauses.run(),
  };
}

function rowOf(row: DueRow): OutboxRow {
  const { itemId, kind, hearingId, name, attempts, nextAttemptAtMs, uploadUrl, bytesSent } = row;
  return { itemId, kind, hearingId, name, content: contentOf(row), attempts, nextAttemptAtMs, uploadUrl, bytesSent };
}

function contentOf(row: DueRow): OutboxRow['content'] {
  const { fileId, absolutePath, path, sha256, bytes } = row;
  if (fileId === null || absolutePath === null || path === null) return { type: 'fact', record: recordOf(row), sha256 };
  return { type: 'file', fileId, absolutePath, path, sha256, bytes };
}
