import type { FileReceiptAnswer, Receipt } from '#shared/court-api/index.ts';
import type { FileRow } from '../ports.ts';

/** A file's receipt, once its bytes are in their place and its row says so. */
export function receiptOfFile(row: FileRow): Receipt | null {
  if (row.state !== 'received' || row.receiptId === null || row.receivedAtMs === null) return null;
  return { receiptId: row.receiptId, of: `file:${row.fileId}`, sha256: row.sha256, receivedAtMs: row.receivedAtMs };
}

export function fileReceipt(row: FileRow): FileReceiptAnswer {
  const receipt = receiptOfFile(row);
  if (receipt) return { state: 'received', receipt };
  return row.state === 'mismatch' && row.computedSha256 !== null ? { state: 'mismatch', sha256: row.computedSha256 } : { state: 'pending' };
}
