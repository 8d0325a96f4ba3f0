import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { appError, messageOf } from '#shared/domain/errors.ts';
import type { Reply, Request, WorkerStart } from './messages.ts';
import { openDatabase } from './openDatabase.ts';
import { tablesOf } from './tables.ts';

/**
 * The one thread that touches the database: a slow disk delays answers here, never the window or the
 * recorder. Requests are answered one by one in the order in which they came.
 */
const port = parentPort;
if (!port) throw new Error('the store worker only runs as a worker thread');

type AnyTables = Record<string, Record<string, (...args: unknown[]) => unknown>>;

function answer(tables: AnyTables, request: Request): Reply {
  try {
    const method = tables[request.table]?.[request.method];
    return method ? { kind: 'value', value: method(...request.args) } : { kind: 'failure', message: `no ${request.table}.${request.method}` };
  } catch (e) {
    return { kind: 'failure', message: messageOf(e) };
  }
}

function open(start: WorkerStart): { reply: Reply; db: Database.Database | null } {
  try {
    const opened = openDatabase(start.file, start.nowMs);
    if (!opened.ok) return { reply: { kind: 'refused', error: opened.error }, db: null };
    return { reply: { kind: 'opened', damage: opened.value.damage }, db: opened.value.db };
  } catch (e) {
    return { reply: { kind: 'refused', error: appError('store.unavailable', { detail: messageOf(e) }) }, db: null };
  }
}

const { reply, db } = open(workerData as WorkerStart);
if (db) {
  const tables = { ...tablesOf(db), connection: { close: () => void db.close() } } as unknown as AnyTables;
  port.on('message', (request: Request) => port.postMessage(answer(tables, request)));
}
port.postMessage(reply);
