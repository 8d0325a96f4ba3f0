import type Database from 'better-sqlite3';
import { migrations } from './migrations/index.ts';

export const latestVersion = migrations.length;

export const versionOf = (db: Database.Database): number => db.pragma('user_version', { simple: true }) as number;

/** Brings a database up to `toVersion`, each step in its own transaction: a crash leaves the version before or after it. */
export function migrate(db: Database.Database, toVersion = latestVersion): void {
  for (let version = versionOf(db); version < toVersion; version += 1) {
    const step = migrations[version];
    if (step === undefined) throw new Error(`there is no migration to version ${version + 1}`);
    db.transaction(() => {
      db.exec(step);
      db.pragma(`user_version = ${version + 1}`);
    }).exclusive();
  }
}
