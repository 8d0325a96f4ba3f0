import type Database from 'better-sqlite3';
import { eventTable } from './eventTable.ts';
import { linkTable } from './linkTable.ts';
import { mailTable } from './mailTable.ts';
import { outboxTable } from './outboxTable.ts';
import { outboxViews } from './outboxViews.ts';
import { segmentTable, settingTable, userTable } from './smallTables.ts';

/** Everything the worker can be asked, by table and method. */
export function tablesOf(db: Database.Database) {
  const outbox = outboxTable(db);
  const mails = mailTable(db);
  return {
    events: eventTable(db, outbox, mails),
    outbox,
    mails,
    links: linkTable(db),
    outboxViews: outboxViews(db),
    segments: segmentTable(db),
    users: userTable(db),
    settings: settingTable(db),
  };
}
