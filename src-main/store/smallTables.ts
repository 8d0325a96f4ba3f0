import type Database from 'better-sqlite3';
import type { SegmentRow, StoredUser } from '#main/app/ports/index.ts';

type Flag = 0 | 1;
const flag = (value: boolean): Flag => (value ? 1 : 0);

export function userTable(db: Database.Database) {
  const list = db.prepare<[], Omit<StoredUser, 'disabled'> & { disabled: Flag }>('SELECT * FROM users ORDER BY name, login');
  const add = db.prepare(`
    INSERT INTO users (userId, name, login, role, passwordHash, disabled)
    VALUES (@userId, @name, @login, @role, @passwordHash, @disabled) ON CONFLICT DO NOTHING`);
  const change = db.prepare(`
    UPDATE users SET passwordHash = COALESCE(@passwordHash, passwordHash), role = COALESCE(@role, role), disabled = COALESCE(@disabled, disabled)
    WHERE userId = @userId`);
  return {
    list: (): StoredUser[] => list.all().map((row) => ({ ...row, disabled: row.disabled === 1 })),
    /** False when the login or id is taken. */
    add: (user: StoredUser): boolean => add.run({ ...user, disabled: flag(user.disabled) }).changes === 1,
    /** False when there is no such user. */
    change: (userId: string, wanted: Partial<StoredUser>): boolean => {
      const { passwordHash = null, role = null, disabled } = wanted;
      return change.run({ userId, passwordHash, role, disabled: disabled === undefined ? null : flag(disabled) }).changes === 1;
    },
  };
}

export function settingTable(db: Database.Database) {
  const get = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck();
  const set = db.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  return {
    get: (key: string): string | null => get.get(key) ?? null,
    set: (key: string, json: string): void => void set.run(key, json),
  };
}

export function segmentTable(db: Database.Database) {
  const upsert = db.prepare(`
    INSERT INTO segments (hearingId, path, captureId, runId, "index", startMs, endMs, bytes, sha256, state, verifiedAtMs, problem, tail)
    VALUES (@hearingId, @path, @captureId, @runId, @index, @startMs, @endMs, @bytes, @sha256, @state, @verifiedAtMs, @problem, @tail)
    ON CONFLICT (hearingId, path) DO UPDATE SET
      captureId = excluded.captureId, runId = excluded.runId, "index" = excluded."index", startMs = excluded.startMs, endMs = excluded.endMs,
      bytes = excluded.bytes, sha256 = excluded.sha256, state = excluded.state, verifiedAtMs = excluded.verifiedAtMs,
      problem = excluded.problem, tail = excluded.tail`);
  const of = db.prepare<[string], Omit<SegmentRow, 'tail'> & { tail: Flag }>(
    'SELECT * FROM segments WHERE hearingId = ? ORDER BY captureId, startMs, path');
  const counts = db.prepare<[string], { closed: number; verified: number; damaged: number }>(`
    SELECT COUNT(*) AS closed, COUNT(*) FILTER (WHERE state = 'verified') AS verified,
           COUNT(*) FILTER (WHERE state = 'damaged') AS damaged
    FROM segments WHERE hearingId = ?`);
  return {
    upsert: (row: SegmentRow): void => void upsert.run({ ...row, tail: flag(row.tail) }),
    of: (hearingId: string): SegmentRow[] => of.all(hearingId).map((row) => ({ ...row, tail: row.tail === 1 })),
    counts: (hearingId: string) => counts.get(hearingId) ?? { closed: 0, verified: 0, damaged: 0 },
  };
}
