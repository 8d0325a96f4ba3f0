import { describe, expect, it } from 'vitest';
import { matchReceipts } from '#main/outbox/receipts.ts';
import { factRow } from '../../helpers/rows.ts';

const receiptFor = (row: ReturnType<typeof factRow>, change = {}) =>
  ({ receiptId: `r${row.itemId}`, of: `fact:${row.content.record.eventId}`, sha256: row.content.sha256, receivedAtMs: 1, ...change });

describe('receipts of a batch', () => {
  const [a, b] = [factRow(1), factRow(2)];

  it('belong to the fact they name, whatever their order', () => {
    const matched = matchReceipts([a, b], [receiptFor(b), receiptFor(a)]);
    expect(matched.map(({ row, receipt }) => [row.itemId, receipt.ok && receipt.value.receiptId])).toEqual([[1, 'r1'], [2, 'r2']]);
  });

  it('leave a fact unsent that has none, or one over other content', () => {
    const matched = matchReceipts([a, b], [receiptFor(a, { sha256: 'f'.repeat(64) })]);
    expect(matched.map(({ receipt }) => !receipt.ok && receipt.error.code)).toEqual(['court_server.hash_mismatch', 'court_server.bad_answer']);
  });

  it('for something never asked about change nothing', () => {
    const [matched] = matchReceipts([a], [receiptFor(b), receiptFor(a)]);
    expect(matched?.receipt).toEqual({ ok: true, value: receiptFor(a) });
  });
});
