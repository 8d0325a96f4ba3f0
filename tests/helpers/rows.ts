import { randomUUID } from 'node:crypto';
import type { FactRow, FileRow } from '#main/outbox/batch.ts';
import { markAdded, secretary } from './commits.ts';

/** Outbox rows as the uploader gets them. */
export const factRow = (itemId: number, change: Partial<FactRow> = {}): FactRow => {
  const hearingId = randomUUID();
  const record = { seq: itemId, eventId: randomUUID(), hearingId, event: markAdded(), committedAtMs: 1, monotonicMs: 1, by: secretary };
  return {
    itemId, kind: 'fact', hearingId, name: 'markAdded', attempts: 0, nextAttemptAtMs: 0, uploadUrl: null, bytesSent: 0,
    content: { type: 'fact', record, sha256: String(itemId % 10).repeat(64) }, ...change,
  };
};

export const fileRow = (itemId: number, change: Partial<FileRow> = {}): FileRow => ({
  itemId, kind: 'audio', hearingId: randomUUID(), name: 'a.mkv', attempts: 0, nextAttemptAtMs: 0, uploadUrl: null, bytesSent: 0,
  content: { type: 'file', fileId: randomUUID(), absolutePath: '/nowhere/a.mkv', path: 'a.mkv', sha256: 'a'.repeat(64), bytes: 10 }, ...change,
});
