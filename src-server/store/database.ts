import Database from 'better-sqlite3';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { migrations } from './migrations.ts';

/** Opens the database so that what a transaction wrote survives a power cut, and brings it to the newest schema. */
export function openDatabase(path: string): Result<Database.Database> {
  try {
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > migrations.length) return err(appError('store.from_future', { params: { version } }));
    migrate(db, version);
    return ok(db);
  } catch (e) {
    return err(appError('store.unavailable', { detail: `${path}: ${messageOf(e)}` }));
  }
}

function migrate(db: Database.Database, from: number): void {
  for (let step = from; step < migrations.length; step += 1) {
    db.transaction(() => {
      db.exec(migrations[step] ?? '');
      db.pragma(`user_version = ${step + 1}`);
    })();
  }
}
