import Database from 'better-sqlite3';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

export interface Lock { release(): void }

/**
 * One serving process per data folder: two would examine and move the same uploads. The lock is SQLite's own on
 * a file of its own, so the system lets go of it when the process ends in whatever way. Tasks such as
 * `--issue-token` take none: they run beside the server.
 */
export function takeLock(path: string): Result<Lock> {
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return ok({ release: () => void db.close() });
  } catch (e) {
    db.close();
    const held = (e as { code?: unknown }).code === 'SQLITE_BUSY';
    return err(appError('store.unavailable', { field: '--data-dir', detail: held ? `a court server already works in this folder (${path} is held)` : messageOf(e) }));
  }
}
