import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { FileKind } from '#shared/court-api/index.ts';
import type { CreateOutcome, FileRow, Records } from '../ports.ts';
import { claimHearing } from './hearingTable.ts';

const columns = `file_id AS fileId, upload_id AS uploadId, hall_id AS hallId, hearing_id AS hearingId, kind, path, sha256, size_bytes AS sizeBytes,
  state, computed_sha256 AS computedSha256, receipt_id AS receiptId, received_at_ms AS receivedAtMs, created_at_ms AS createdAtMs`;

type NewFile = Parameters<Records['createFile']>[0];

const sameContent = (a: FileRow, b: NewFile): boolean =>
  a.hallId === b.hallId && a.hearingId === b.hearingId && a.kind === b.kind && a.path === b.path && a.sha256 === b.sha256;

export function fileTable(db: Database.Database) {
  const byId = db.prepare<[string], FileRow>(`SELECT ${columns} FROM files WHERE file_id = ?`);
  const byUpload = db.prepare<[string], FileRow>(`SELECT ${columns} FROM files WHERE upload_id = ?`);
  const ofHearing = db.prepare<[string], FileRow>(`SELECT ${columns} FROM files WHERE hearing_id = ? ORDER BY path, created_at_ms`);
  const uploading = db.prepare<[], FileRow>(`SELECT ${columns} FROM files WHERE state = 'uploading'`);
  const atPath = db.prepare<[string, string], FileRow>(`SELECT ${columns} FROM files WHERE hearing_id = ? AND path = ? AND state = 'received'`);
  const count = db.prepare<[string, string], { n: number }>(
    `SELECT count(DISTINCT path) AS n FROM files WHERE hearing_id = ? AND state = 'received' AND kind IN (SELECT value FROM json_each(?))`,
  );
  const insert = db.prepare(`INSERT INTO files (file_id, upload_id, hall_id, hearing_id, kind, path, sha256, size_bytes, state, created_at_ms)
    VALUES (@fileId, @uploadId, @hallId, @hearingId, @kind, @path, @sha256, @sizeBytes, 'uploading', @createdAtMs)`);
  const again = db.prepare(`UPDATE files SET state = 'uploading', size_bytes = ?, computed_sha256 = NULL WHERE file_id = ?`);
  const receive = db.prepare(`UPDATE files SET state = 'received', receipt_id = ?, received_at_ms = ?, computed_sha256 = NULL
    WHERE file_id = ? AND state <> 'received'`);
  const mismatch = db.prepare(`UPDATE files SET state = 'mismatch', computed_sha256 = ? WHERE file_id = ?`);
  const insertAside = db.prepare('INSERT INTO aside VALUES (?, ?, ?, ?, ?)');
  const asideOpen = db.prepare<[], { uploadId: string; asidePath: string }>(
    `SELECT upload_id AS uploadId, aside_path AS asidePath FROM aside JOIN files USING (file_id) WHERE state = 'mismatch'`,
  );
  const claim = claimHearing(db);

  const get = (fileId: string): FileRow => byId.get(fileId) as FileRow;

  /** The same announcement again goes on where it was, unless its bytes turned out wrong: then from the start. */
  const existing = (before: FileRow, announced: NewFile): CreateOutcome => {
    if (!sameContent(before, announced)) return { kind: 'conflict', field: 'fileId' };
    const goesOn = before.state === 'received' || (before.state === 'uploading' && before.sizeBytes === announced.sizeBytes);
    if (goesOn) return { kind: 'exists', row: before };
    again.run(announced.sizeBytes, announced.fileId);
    return { kind: 'created', row: get(announced.fileId) };
  };
  const create = db.transaction((announced: NewFile): CreateOutcome => {
    if (!claim(announced.hearingId, announced.hallId, announced.createdAtMs)) return { kind: 'foreign_hearing' };
    const before = byId.get(announced.fileId);
    if (before) return existing(before, announced);
    const taken = atPath.get(announced.hearingId, announced.path);
    if (taken && taken.sha256 !== announced.sha256) return { kind: 'conflict', field: 'path' };
    insert.run(announced);
    return { kind: 'created', row: get(announced.fileId) };
  });
  const putAside = db.transaction((fileId: string, a: Parameters<Records['fileAside']>[1]) => {
    mismatch.run(a.computedSha256, fileId);
    insertAside.run(fileId, a.computedSha256, a.asidePath, a.reason, a.atMs);
  });

  return {
    async createFile(announced: NewFile): Promise<CreateOutcome> { return create.immediate(announced); },
    async fileByUpload(uploadId: string): Promise<FileRow | null> { return byUpload.get(uploadId) ?? null; },
    async file(fileId: string): Promise<FileRow | null> { return byId.get(fileId) ?? null; },
    async filesOf(hearingId: string): Promise<FileRow[]> { return ofHearing.all(hearingId); },
    async filesUploading(): Promise<FileRow[]> { return uploading.all(); },
    async countReceived(hearingId: string, kinds: readonly FileKind[]): Promise<number> {
      return count.get(hearingId, JSON.stringify(kinds))?.n ?? 0;
    },
    async fileReceived(fileId: string, nowMs: number): Promise<FileRow> {
      receive.run(randomUUID(), nowMs, fileId);
      return get(fileId);
    },
    async fileAside(fileId: string, aside: Parameters<Records['fileAside']>[1]): Promise<void> { putAside.immediate(fileId, aside); },
    async asideOpen(): Promise<{ uploadId: string; asidePath: string }[]> { return asideOpen.all(); },
  };
}
