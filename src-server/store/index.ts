import { ok, type Result } from '#shared/domain/result.ts';
import type { Records } from '../ports.ts';
import { accessTable } from './accessTable.ts';
import { openDatabase } from './database.ts';
import { factTable } from './factTable.ts';
import { fileTable } from './fileTable.ts';
import { invitationTable } from './invitationTable.ts';
import { hearingTable } from './hearingTable.ts';
import { scheduleTable } from './scheduleTable.ts';

/** The embedded records: one SQLite file. */
export function openRecords(path: string): Result<Records> {
  const opened = openDatabase(path);
  if (!opened.ok) return opened;
  const db = opened.value;
  return ok({
    ...accessTable(db), ...scheduleTable(db), ...hearingTable(db), ...factTable(db), ...fileTable(db), ...invitationTable(db),
    close: () => void db.close(),
  });
}
