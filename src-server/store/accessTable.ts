import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Hall } from '../ports.ts';

/** Who may come in: device tokens of halls, the operators' password, their sessions. Secrets only as hashes. */
export function accessTable(db: Database.Database) {
  const byToken = db.prepare<[string], Hall>(
    'SELECT h.hall_id AS hallId, h.court, h.hall FROM tokens t JOIN halls h USING (hall_id) WHERE t.sha256 = ?',
  );
  const byName = db.prepare<[string, string], Hall>('SELECT hall_id AS hallId, court, hall FROM halls WHERE court = ? AND hall = ?');
  const tokenCount = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM tokens');
  const insertHall = db.prepare('INSERT OR IGNORE INTO halls VALUES (?, ?, ?)');
  const insertToken = db.prepare('INSERT INTO tokens VALUES (?, ?)');
  const dropTokens = db.prepare('DELETE FROM tokens WHERE hall_id = ?');
  const setting = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?');
  const saveSetting = db.prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const insertSession = db.prepare('INSERT INTO sessions VALUES (?, ?)');
  const session = db.prepare<[string], { until: number }>('SELECT expires_at_ms AS until FROM sessions WHERE sha256 = ?');
  const dropSession = db.prepare('DELETE FROM sessions WHERE sha256 = ?');

  /** One token per hall: a new one ends the old one. */
  const add = db.transaction((tokenSha256: string, court: string, hall: string): Hall => {
    insertHall.run(randomUUID(), court, hall);
    const row = byName.get(court, hall) as Hall;
    dropTokens.run(row.hallId);
    insertToken.run(tokenSha256, row.hallId);
    return row;
  });

  return {
    async hallOfToken(tokenSha256: string): Promise<Hall | null> { return byToken.get(tokenSha256) ?? null; },
    async addToken(tokenSha256: string, hall: Omit<Hall, 'hallId'>): Promise<Hall> { return add.immediate(tokenSha256, hall.court, hall.hall); },
    async hasTokens(): Promise<boolean> { return (tokenCount.get()?.n ?? 0) > 0; },
    async operatorPassword(): Promise<string | null> { return setting.get('operator_password')?.value ?? null; },
    async setOperatorPassword(hash: string): Promise<void> { saveSetting.run('operator_password', hash); },
    async addSession(tokenSha256: string, expiresAtMs: number): Promise<void> { insertSession.run(tokenSha256, expiresAtMs); },
    async sessionUntilMs(tokenSha256: string): Promise<number | null> { return session.get(tokenSha256)?.until ?? null; },
    async endSession(tokenSha256: string): Promise<void> { dropSession.run(tokenSha256); },
  };
}
