import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Receipt } from '#shared/court-api/index.ts';
import type { CheckedFact, FactsOutcome, HearingFacts } from '../ports.ts';
import { claimHearing, type HearingDbRow } from './hearingTable.ts';

interface FactDbRow {
  event_id: string; canonical: string; sha256: string; receipt_id: string; received_at_ms: number;
}

const receiptOf = (row: FactDbRow): Receipt =>
  ({ receiptId: row.receipt_id, of: `fact:${row.event_id}`, sha256: row.sha256, receivedAtMs: row.received_at_ms });

/** Thrown inside the transaction to undo all of it; turned into a value outside. */
class Refused extends Error {
  outcome: FactsOutcome;
  constructor(outcome: FactsOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

export function factTable(db: Database.Database) {
  const find = db.prepare<[string], FactDbRow>('SELECT * FROM facts WHERE event_id = ?');
  const insert = db.prepare('INSERT INTO facts VALUES (@eventId, @hearingId, @seq, @eventType, @canonical, @sha256, @receiptId, @nowMs)');
  const ofHearing = db.prepare<[string], FactDbRow>('SELECT * FROM facts WHERE hearing_id = ? ORDER BY seq, received_at_ms, rowid');
  const ofTypes = db.prepare<[string, string], FactDbRow>(
    'SELECT * FROM facts WHERE hearing_id = ? AND event_type IN (SELECT value FROM json_each(?)) ORDER BY seq, received_at_ms, rowid',
  );
  const count = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM facts WHERE hearing_id = ?');
  const lastOfType = db.prepare<[string, string], { canonical: string }>(
    'SELECT canonical FROM facts WHERE hearing_id = ? AND event_type = ? ORDER BY seq DESC LIMIT 1',
  );
  const hearing = db.prepare<[string], HearingDbRow>('SELECT * FROM hearings WHERE hearing_id = ?');
  const claim = claimHearing(db);

  const storeOne = (hallId: string, fact: CheckedFact, index: number, nowMs: number): Receipt => {
    if (!claim(fact.hearingId, hallId, nowMs)) throw new Refused({ kind: 'foreign_hearing', index });
    const before = find.get(fact.eventId);
    if (before && before.sha256 !== fact.sha256) throw new Refused({ kind: 'conflict', index });
    if (!before) insert.run({ ...fact, receiptId: randomUUID(), nowMs });
    return receiptOf(find.get(fact.eventId) as FactDbRow);
  };
  const storeAll = db.transaction((hallId: string, facts: CheckedFact[], nowMs: number) =>
    facts.map((fact, index) => storeOne(hallId, fact, index, nowMs)));

  return {
    async storeFacts(hallId: string, facts: CheckedFact[], nowMs: number): Promise<FactsOutcome> {
      try {
        return { kind: 'stored', receipts: storeAll.immediate(hallId, facts, nowMs) };
      } catch (e) {
        if (e instanceof Refused) return e.outcome;
        throw e;
      }
    },
    async hearingFacts(hearingId: string, onlyTypes?: readonly string[]): Promise<HearingFacts | null> {
      const row = hearing.get(hearingId);
      if (!row) return null;
      const rows = onlyTypes ? ofTypes.all(hearingId, JSON.stringify(onlyTypes)) : ofHearing.all(hearingId);
      const facts = rows.map((f) => ({ canonical: f.canonical, receipt: receiptOf(f) }));
      return { hearingId, hallId: row.hall_id, facts, total: count.get(hearingId)?.n ?? 0 };
    },
    async lastFactOfType(hearingId: string, eventType: string): Promise<string | null> {
      return lastOfType.get(hearingId, eventType)?.canonical ?? null;
    },
  };
}
