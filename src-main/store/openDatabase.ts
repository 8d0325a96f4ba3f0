import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { moveAside } from './damage.ts';
import { latestVersion, migrate, versionOf } from './migrate.ts';

export interface OpenedDatabase {
  db: Database.Database;
  /** `store.damaged` when the database found was unreadable: it lies moved aside and this one began empty. */
  damage: AppError | null;
}

/** Another program reading the file (a backup, a specialist) may hold it for so long. */
const busyTimeoutMs = 5_000;

/**
 * Opens the queue, brings it up to date, and makes every commit wait for the disk. One from a newer
 * program is refused untouched; a damaged one is moved aside, never deleted.
 */
export function openDatabase(file: string, nowMs: number): Result<OpenedDatabase> {
  mkdirSync(dirname(file), { recursive: true });
  const found = existsSync(file) ? inspect(file) : ok(null);
  if (!found.ok && found.error.code !== 'store.damaged') return found;
  const damage = found.ok ? null : moveAside(file, found.error, nowMs);
  return ok({ db: openSound(file), damage });
}

/** Reads only: a database that will be refused or moved must stay exactly as it was found. */
function inspect(file: string): Result<null> {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, timeout: busyTimeoutMs });
    const version = versionOf(db);
    if (version > latestVersion) return err(appError('store.from_future', { params: { found: version, known: latestVersion }, detail: file }));
    const verdict = db.pragma('quick_check(1)', { simple: true }) as string;
    return verdict === 'ok' ? ok(null) : err(damaged(verdict));
  } catch (e) {
    if (isDamage(e)) return err(damaged(messageOf(e)));
    throw e;
  } finally {
    db?.close();
  }
}

function openSound(file: string): Database.Database {
  const db = new Database(file, { timeout: busyTimeoutMs });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  migrate(db);
  return db;
}

const damaged = (detail: string): AppError => appError('store.damaged', { detail });

const isDamage = (e: unknown): boolean =>
  e instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(e.code);
