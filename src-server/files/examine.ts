import type { FileRow, Records, Vault } from '../ports.ts';

export interface ExaminerParts {
  records: Records;
  vault: Vault;
  nowMs: () => number;
  /** Called after a file's row says received. */
  onReceived: (row: FileRow) => Promise<void>;
}

export interface Examiner {
  /**
   * Looks at an upload all of whose bytes are here: hash, compare, keep, row. Asked twice at once, it
   * looks once. Resolves with the row as it is afterwards.
   */
  examine(row: FileRow): Promise<FileRow>;
  /** After a crash: every upload that was complete, or already kept without its row saying so, is examined again. */
  recover(): Promise<number>;
  /** Resolves when nothing is being examined. */
  idle(): Promise<void>;
}

export const vaultKey = (row: Pick<FileRow, 'hearingId' | 'path'>): string => `${row.hearingId}/${row.path}`;

export function createExaminer(parts: ExaminerParts): Examiner {
  const running = new Map<string, Promise<FileRow>>();
  const examine = (row: FileRow): Promise<FileRow> => {
    const already = running.get(row.fileId);
    if (already) return already;
    const job = examineOnce(parts, row).finally(() => running.delete(row.fileId));
    running.set(row.fileId, job);
    return job;
  };
  return {
    examine,
    async recover() {
      for (const { uploadId, asidePath } of await parts.records.asideOpen()) {
        if ((await parts.vault.uploadSize(uploadId)) !== null) await parts.vault.moveAside(uploadId, asidePath);
      }
      let examined = 0;
      for (const row of await parts.records.filesUploading()) {
        if (!(await needsExamining(parts.vault, row))) continue;
        await examine(row);
        examined += 1;
      }
      return examined;
    },
    async idle() {
      await Promise.allSettled(running.values());
    },
  };
}

/** Complete, or gone from the uploads because it was kept a moment before the crash. */
async function needsExamining(vault: Vault, row: FileRow): Promise<boolean> {
  const sizeBytes = await vault.uploadSize(row.uploadId);
  if (sizeBytes !== null) return sizeBytes === row.sizeBytes;
  return (await vault.hashKept(vaultKey(row))) === row.sha256;
}

async function examineOnce(parts: ExaminerParts, announced: FileRow): Promise<FileRow> {
  const row = (await parts.records.file(announced.fileId)) ?? announced;
  if (row.state !== 'uploading') return row;
  const found = await parts.vault.hashUpload(row.uploadId);
  if (found && found.sha256 !== row.sha256) return putAside(parts, row, found.sha256, 'hash_mismatch');
  if (found && (await parts.vault.keep(row.uploadId, vaultKey(row), row.sha256)) === 'taken') {
    return putAside(parts, row, found.sha256, 'path_taken');
  }
  if (!found && (await parts.vault.hashKept(vaultKey(row))) !== row.sha256) return row;
  const received = await parts.records.fileReceived(row.fileId, parts.nowMs());
  await parts.vault.forgetUpload(row.uploadId);
  await parts.onReceived(received);
  return received;
}

/** The row first, then the move: a crash between them is finished by `recover`. */
async function putAside(parts: ExaminerParts, row: FileRow, computedSha256: string, reason: string): Promise<FileRow> {
  const atMs = parts.nowMs();
  const asidePath = `${row.fileId}-${atMs}-${computedSha256.slice(0, 12)}`;
  await parts.records.fileAside(row.fileId, { computedSha256, asidePath, reason, atMs });
  await parts.vault.moveAside(row.uploadId, asidePath);
  return (await parts.records.file(row.fileId)) ?? row;
}
