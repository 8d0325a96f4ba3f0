import type { AppError } from '#shared/domain/errors.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { OutboxStore } from '#main/app/ports/index.ts';
import type { FactRow } from './batch.ts';
import type { CourtClient } from './courtClient.ts';
import type { Failure } from './policy.ts';
import { matchReceipts } from './receipts.ts';

export interface FactWithoutProof {
  row: FactRow;
  error: AppError;
}

/** Facts in one request. Each counts as sent by its own receipt only; those without one are returned. */
export async function sendFacts(rows: FactRow[], client: CourtClient, outbox: OutboxStore): Promise<Result<FactWithoutProof[], Failure>> {
  const answer = await client.facts(rows.map((row) => row.content.record));
  if (!answer.ok) return answer;
  const without: FactWithoutProof[] = [];
  const writes: Promise<void>[] = [];
  for (const { row, receipt } of matchReceipts(rows, answer.value)) {
    if (!receipt.ok) without.push({ row, error: receipt.error });
    else writes.push(outbox.sent(row.itemId, receiptFields(receipt.value)));
  }
  await Promise.all(writes);
  return ok(without);
}

export const receiptFields = ({ receiptId, sha256, receivedAtMs }: { receiptId: string; sha256: string; receivedAtMs: number }) =>
  ({ receiptId, sha256, receivedAtMs });
