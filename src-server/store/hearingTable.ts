import type Database from 'better-sqlite3';

export interface HearingDbRow { hearing_id: string; hall_id: string }

/** A hearing belongs to the hall that first sent something of it; false when that is another one. */
export function claimHearing(db: Database.Database): (hearingId: string, hallId: string, nowMs: number) => boolean {
  const insert = db.prepare('INSERT OR IGNORE INTO hearings VALUES (?, ?, ?)');
  const owner = db.prepare<[string], HearingDbRow>('SELECT * FROM hearings WHERE hearing_id = ?');
  return (hearingId, hallId, nowMs) => {
    insert.run(hearingId, hallId, nowMs);
    return owner.get(hearingId)?.hall_id === hallId;
  };
}

export function hearingTable(db: Database.Database) {
  const all = db.prepare<[], HearingDbRow>('SELECT * FROM hearings ORDER BY first_seen_ms DESC, rowid DESC');
  const ofHall = db.prepare<[string], HearingDbRow>('SELECT * FROM hearings WHERE hall_id = ? ORDER BY first_seen_ms DESC, rowid DESC');
  return {
    async hearingIds(hallId?: string): Promise<string[]> {
      const rows = hallId === undefined ? all.all() : ofHall.all(hallId);
      return rows.map((r) => r.hearing_id);
    },
  };
}
