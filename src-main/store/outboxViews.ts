import type Database from 'better-sqlite3';
import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import type { ErrorCode } from '#shared/domain/errors.ts';
import type { OutboxKind, OutboxStore } from '#main/app/ports/index.ts';

type Summary = Awaited<ReturnType<OutboxStore['summary']>>;
type ListFilter = Parameters<OutboxStore['list']>[0];

type ViewRow = Omit<OutboxItemView, 'state' | 'receipt'> & {
  receiptId: string | null; receiptSha256: string | null; receivedAtMs: number | null;
};

/** A file that is not what was queued will not become it again by waiting. */
const fileChanged: ErrorCode = 'outbox.file_changed';

/** The queue as people are shown it. */
export function outboxViews(db: Database.Database) {
  const list = db.prepare<{ hearingId: string | null; state: string | null; limit: number }, ViewRow>(`
    SELECT itemId, hearingId, kind, name, bytes, bytesSent, sha256, attempts, nextAttemptAtMs, lastError, receiptId, receiptSha256, receivedAtMs
    FROM outbox
    WHERE (@hearingId IS NULL OR hearingId = @hearingId)
      AND (@state IS NULL OR (receiptId IS NULL) = (@state = 'waiting'))
    ORDER BY itemId DESC LIMIT @limit`);
  const waiting = db.prepare<[], { kind: OutboxKind; count: number; bytesLeft: number; nextAttemptAtMs: number }>(`
    SELECT kind, COUNT(*) AS count, SUM(bytes - bytesSent) AS bytesLeft, MIN(nextAttemptAtMs) AS nextAttemptAtMs
    FROM outbox WHERE receiptId IS NULL GROUP BY urgency`);
  const lastError = db.prepare<[], string>(`
    SELECT lastError FROM outbox WHERE receiptId IS NULL AND lastError IS NOT NULL ORDER BY nextAttemptAtMs DESC, itemId LIMIT 1`).pluck();
  const undeliverable = db.prepare<[string], number>("SELECT COUNT(*) FROM outbox WHERE receiptId IS NULL AND lastError LIKE ? || '%'").pluck();
  const remaining = db.prepare<[string], { waiting: number; sent: number }>(
    'SELECT COUNT(*) - COUNT(receiptId) AS waiting, COUNT(receiptId) AS sent FROM outbox WHERE hearingId = ?');

  return {
    list: (filter: ListFilter): OutboxItemView[] =>
      list.all({ hearingId: filter.hearingId ?? null, state: filter.state ?? null, limit: filter.limit }).map(viewOf),
    summary: (): Summary => {
      const kinds = waiting.all();
      return {
        waiting: Object.fromEntries(kinds.map((k) => [k.kind, k.count])),
        waitingTotal: kinds.reduce((sum, k) => sum + k.count, 0),
        bytesWaiting: kinds.reduce((sum, k) => sum + k.bytesLeft, 0),
        undeliverable: undeliverable.get(fileChanged) ?? 0,
        nextAttemptAtMs: kinds.length > 0 ? Math.min(...kinds.map((k) => k.nextAttemptAtMs)) : null,
        lastError: lastError.get() ?? null,
      };
    },
    remaining: (hearingId: string): { waiting: number; sent: number } => remaining.get(hearingId) ?? { waiting: 0, sent: 0 },
  };
}

function viewOf(row: ViewRow): OutboxItemView {
  const { receiptId, receiptSha256, receivedAtMs, ...item } = row;
  if (receiptId === null || receiptSha256 === null || receivedAtMs === null) return { ...item, state: 'waiting', receipt: null };
  return { ...item, state: 'sent', nextAttemptAtMs: null, receipt: { receiptId, sha256: receiptSha256, receivedAtMs } };
}
