import { randomUUID } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#main/store/openDatabase.ts';
import { openStore } from '#main/store/openStore.ts';
import { aCommit, markAdded } from '../../helpers/commits.ts';
import { openTestStore, silentLog, sourceWorkerUrl, systemClock } from '../../helpers/testStore.ts';

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'store-opening-'));
  file = join(dir, 'queue.db');
});
afterEach(() => rm(dir, { recursive: true }));

const options = () => ({ file, clock: systemClock, log: silentLog, workerUrl: sourceWorkerUrl });

async function fill(events: number): Promise<void> {
  const { store } = await openTestStore(file);
  const many = Array.from({ length: events }, (_, i) => markAdded(`mark ${i} ${'x'.repeat(200)}`));
  await store.events.commit(aCommit(randomUUID(), 0, { events: many }));
  await store.close();
}

async function overwrite(offset: number, bytes: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(bytes, 0x5a), 0, bytes, offset);
  await handle.close();
}

describe('opening', () => {
  it('makes every commit wait for the disk', () => {
    const opened = openDatabase(file, 0);
    if (!opened.ok) throw new Error(opened.error.code);
    const { db } = opened.value;
    const full = 2;
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(full);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    db.close();
  });

  it('refuses a database from a newer program and leaves it untouched', async () => {
    await fill(1);
    const db = new Database(file);
    db.pragma('user_version = 999');
    db.close();
    const before = await readFile(file);
    expect(await openStore(options())).toMatchObject({ ok: false, error: { code: 'store.from_future', params: { found: 999 } } });
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it.each([
    ['whose header is rubbish', 0, 100],
    ['with rubbish in the middle', 4096 * 6, 4096 * 12],
  ])('moves a database %s aside, tells, and begins a new one', async (_, offset, bytes) => {
    await fill(500);
    await overwrite(offset, bytes);
    const size = (await stat(file)).size;
    const { store, damage } = await openTestStore(file);
    expect(damage).toMatchObject({ code: 'store.damaged' });
    const movedTo = String(damage?.params?.movedTo);
    expect((await stat(movedTo)).size).toBe(size);
    expect(await readFile(`${movedTo}.txt`, 'utf8')).toContain('store.damaged');
    expect(await store.events.lastSeq()).toBe(0);
    await store.close();
    expect((await openTestStore(file).then(async (again) => { await again.store.close(); return again; })).damage).toBeNull();
    expect((await readdir(dir)).some((name) => name.includes('.damaged-'))).toBe(true);
  });

  it('says store.unavailable when the place cannot be written, or the worker cannot start', async () => {
    await fill(1);
    expect(await openStore({ ...options(), file: join(file, 'below-a-file', 'queue.db') })).toMatchObject({ ok: false, error: { code: 'store.unavailable' } });
    const workerUrl = new URL('file:///nowhere/worker.js');
    expect(await openStore({ ...options(), workerUrl })).toMatchObject({ ok: false, error: { code: 'store.unavailable' } });
  });

  it('refuses calls after closing instead of waiting for ever', async () => {
    const { store } = await openTestStore(file);
    await store.close();
    expect(await store.events.commit(aCommit(randomUUID(), 0))).toMatchObject({ ok: false, error: { code: 'store.unavailable' } });
    await expect(store.events.lastSeq()).rejects.toThrow(/gone/);
  });
});

describe('small tables', () => {
  it('keep users, settings and segments', async () => {
    const { store } = await openTestStore(file);
    const user = { userId: 'u', name: 'Әсел', login: 'Asel', role: 'secretary', passwordHash: 'h', disabled: false } as const;
    expect(await store.users.add(user)).toEqual({ ok: true, value: undefined });
    expect(await store.users.add({ ...user, userId: 'v', login: 'asel' })).toMatchObject({ ok: false, error: { code: 'user.exists' } });
    await store.users.change('u', { disabled: true });
    expect(await store.users.list()).toEqual([{ ...user, disabled: true }]);
    expect(await store.users.change('w', { disabled: true })).toMatchObject({ ok: false, error: { code: 'user.not_found' } });

    expect(await store.settings.get('hall')).toBeNull();
    await store.settings.set('hall', { name: 'Зал', list: [1] });
    await store.settings.set('hall', { name: 'Зал 2' });
    expect(await store.settings.get('hall')).toEqual({ name: 'Зал 2' });

    const segment = {
      hearingId: 'h', path: 'run-001/audio/00000.mkv', captureId: 'audio', runId: 'run-001', index: 0, startMs: 0.5, endMs: 5_000,
      bytes: 9, sha256: 'a'.repeat(64), state: 'closed', verifiedAtMs: null, problem: null, tail: false,
    } as const;
    await store.segments.upsert({ ...segment, path: 'run-001/audio/00001.mkv', index: 1, startMs: 5_000, tail: true });
    await store.segments.upsert(segment);
    await store.segments.upsert({ ...segment, state: 'verified', verifiedAtMs: 7 });
    expect((await store.segments.of('h')).map((s) => [s.index, s.state, s.tail])).toEqual([[0, 'verified', false], [1, 'closed', true]]);
    expect(await store.segments.counts('h')).toEqual({ closed: 2, verified: 1, damaged: 0 });
    await store.close();
  });
});
