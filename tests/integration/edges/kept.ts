import Database from 'better-sqlite3';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

const tables = ['events', 'commands', 'hearings', 'outbox', 'segments', 'settings', 'users'];

/** Every row of the console's database and every file of its folder: what a refusal must leave as it was. */
export async function everythingKept(dataDir: string): Promise<{ rows: Record<string, unknown[]>; files: string[] }> {
  const db = new Database(join(dataDir, 'console.db'), { readonly: true });
  try {
    const rows = Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]));
    return { rows, files: await filesUnder(dataDir) };
  } finally {
    db.close();
  }
}

/** What the console writes by itself, all the time: the database's companions, the lamp at the microphones, the watch on the disks. */
const comesAndGoes = /^(console\.db-|state\/microphones\.json|recordings\/\.(recording-probe|reserved))/;

/** Folders too. */
export async function filesUnder(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.map((e) => relative(dir, join(e.parentPath, e.name))).filter((path) => !comesAndGoes.test(path)).toSorted();
}
