import type { Receipt } from '#shared/court-api/index.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { FactRow } from './batch.ts';

/** A receipt proves only what it names: this very item, over the very same content. */
export function checkReceipt(receipt: Receipt, of: string, sha256: string): Result<Receipt> {
  if (receipt.of !== of) return err(appError('court_server.bad_answer', { detail: `receipt of ${receipt.of}, wanted of ${of}` }));
  if (receipt.sha256 !== sha256) return err(appError('court_server.hash_mismatch', { detail: `${of}: server has ${receipt.sha256}, here ${sha256}` }));
  return ok(receipt);
}

export interface MatchedFact {
  row: FactRow;
  receipt: Result<Receipt>;
}

/** Each fact of a batch with its own receipt, or with what is wrong about it. Order and extra receipts do not matter. */
export function matchReceipts(rows: readonly FactRow[], receipts: readonly Receipt[]): MatchedFact[] {
  const byItem = new Map(receipts.map((receipt) => [receipt.of, receipt]));
  return rows.map((row) => {
    const of = `fact:${row.content.record.eventId}`;
    const receipt = byItem.get(of);
    if (!receipt) return { row, receipt: err(appError('court_server.bad_answer', { detail: `no receipt of ${of}` })) };
    return { row, receipt: checkReceipt(receipt, of, row.content.sha256) };
  });
}
