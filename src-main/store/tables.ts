import type Database from 'better-sqlite3';
import { eventTable } from './eventTable.ts';
import { outboxTable } from './outboxTable.ts';
import { outboxViews } from './outboxViews.ts';
import { segmentTable, settingTable, userTable } from './smallTables.ts';

/** Everything the worker can be asked, by table and method. */
export function tablesOf(db: Database.Database) {
  const outbox = outboxTable(db);
  return {
    events: eventTable(db, outbox),
    outbox,
    outboxViews: outboxViews(db),
    segments: segmentTable(db),
    users: userTable(db),
    settings: settingTable(db),
  };
}
