import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewOutboxFile, Store, Uploader } from '#main/app/ports/index.ts';
import { createUploader } from '#main/outbox/uploader.ts';
import type { HearingEvent } from '#shared/domain/hearing/events.ts';
import { aCommit, markAdded } from '../../helpers/commits.ts';
import { startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { hurriedTime, until } from '../../helpers/hurriedTime.ts';
import { openTestStore, silentLog } from '../../helpers/testStore.ts';

const hearingId = randomUUID();
let dir: string;
let store: Store;
let server: TestCourtServer;
let uploader: Uploader;

const scheduled: HearingEvent = {
  type: 'hearingScheduled', origin: 'manual', serverHearingId: null, demo: false,
  schedule: {
    caseNumber: '1-1', proceedings: 'civil', instance: 'first', court: 'c', hall: 'h', startsAtMs: 1_000, judge: 'j', secretary: '', language: 'kk', participants: [],
  },
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outbox-'));
  server = await startCourtServer({ dataDir: join(dir, 'server') });
  store = (await openTestStore(join(dir, 'queue.db'))).store;
  uploader = newUploader();
});
afterEach(async () => {
  await uploader.stop();
  await store.close();
  await server.stop();
  await rm(dir, { recursive: true });
});

function newUploader(): Uploader {
  const made = createUploader({ store, log: silentLog, random: () => 0.5, ...hurriedTime(20) });
  made.configure({ url: server.url, deviceToken: server.token });
  return made;
}

async function queueFile(name: string, content: Buffer, kind: NewOutboxFile['kind'] = 'audio'): Promise<string> {
  const absolutePath = join(dir, name);
  await writeFile(absolutePath, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  await store.outbox.addFiles([{ hearingId, kind, absolutePath, path: `run-001/${name}`, sha256, bytes: content.length }]);
  return absolutePath;
}

const waiting = async () => (await store.outbox.summary()).waitingTotal;
const askServer = async (path: string) => (await fetch(server.url + path, { headers: { authorization: `Bearer ${server.token}` } })).json() as Promise<Record<string, unknown>>;

describe('delivery to the reference server', () => {
  it('takes facts and files to their receipts over the same SHA-256', async () => {
    await store.events.commit(aCommit(hearingId, 0, { events: [scheduled, markAdded('ә 😀 <b>\u0000'), markAdded('half \ud83d')] }));
    await queueFile('00000.mkv', randomBytes(300_000));
    await queueFile('empty.mkv', Buffer.alloc(0), 'video');
    uploader.start();
    await until(async () => (await waiting()) === 0);
    const items = await store.outbox.list({ limit: 10 });
    expect(items).toHaveLength(5);
    for (const item of items) expect(item.receipt?.sha256).toBe(item.sha256);
    expect(uploader.serverStatus()).toMatchObject({ state: 'connected', url: server.url });
    expect(JSON.stringify(await askServer(`/api/v1/hearings/${hearingId}`))).toContain('00000.mkv');
  });

  it('goes on from the bytes the server has after both sides were ended mid-way', async () => {
    const size = 40 * 1024 * 1024;
    await queueFile('long.mkv', randomBytes(size), 'video');
    uploader.start();
    const row = async () => (await store.outbox.list({ limit: 1 }))[0];
    await until(async () => ((await row())?.bytesSent ?? 0) > 0);
    await server.kill9();
    await uploader.stop();
    const before = (await row())?.bytesSent ?? 0;
    expect((await row())?.state).toBe('waiting');
    expect(before).toBeGreaterThan(0);
    const { token } = server;
    server = { ...(await startCourtServer({ dataDir: server.dataDir, port: Number(new URL(server.url).port) })), token };
    uploader = newUploader();
    const seen: number[] = [];
    uploader.onChange(() => void uploader.status().then((s) => { if (s.sending) seen.push(s.sending.bytesSent); }));
    uploader.start();
    await until(async () => (await waiting()) === 0);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(before);
    expect((await row())?.receipt?.sha256).toBe((await row())?.sha256);
  });

  it('tells of a file changed on this machine and does not send it', async () => {
    const path = await queueFile('00000.mkv', Buffer.from('what was recorded'));
    await writeFile(path, 'what was forged!!');
    uploader.start();
    await until(async () => (await store.outbox.summary()).lastError !== null);
    expect((await store.outbox.list({ limit: 1 }))[0]).toMatchObject({ state: 'waiting', attempts: 1, lastError: expect.stringContaining('outbox.file_changed') });
    expect(await store.outbox.summary()).toMatchObject({ waitingTotal: 1, undeliverable: 1 });
    expect(JSON.stringify(await askServer('/api/v1/hearings'))).not.toContain(hearingId);
  });

  it('keeps a refused fact waiting and lets every other pass', async () => {
    const wrong = { ...markAdded(), type: 'x'.repeat(100) } as unknown as HearingEvent;
    await store.events.commit(aCommit(hearingId, 0, { events: [scheduled, markAdded(), wrong, markAdded()] }));
    uploader.start();
    await until(async () => (await waiting()) === 1);
    const [left] = await store.outbox.list({ state: 'waiting', limit: 10 });
    expect(left?.lastError).toContain('court_server.refused');
    await until(async () => ((await store.outbox.list({ state: 'waiting', limit: 1 }))[0]?.attempts ?? 0) > 1);
    expect(uploader.serverStatus().state).toBe('connected');
  });

  it('says when the token is not taken, counts it against no item, and goes on with the right one', async () => {
    uploader.configure({ url: server.url, deviceToken: 'wrong-token-wrong-token' });
    await store.events.commit(aCommit(hearingId, 0, { events: [scheduled] }));
    uploader.start();
    await until(() => uploader.serverStatus().state === 'refused');
    expect(await uploader.status()).toMatchObject({ waitingTotal: 1, lastError: expect.stringContaining('court_server.unauthorized') });
    uploader.configure({ url: server.url, deviceToken: server.token });
    await until(async () => (await waiting()) === 0);
    expect((await store.outbox.list({ limit: 1 }))[0]?.attempts).toBe(0);
    uploader.configure(null);
    expect(uploader.serverStatus()).toMatchObject({ state: 'not_configured', url: null });
  });

  it('reads the schedule of a day', async () => {
    const date = new Date().toISOString().slice(0, 10);
    const answer = await uploader.schedule(date);
    expect(answer.ok && answer.value.length).toBeGreaterThan(0);
    uploader.configure(null);
    expect(await uploader.schedule(date)).toMatchObject({ ok: false, error: { code: 'court_server.not_configured' } });
  });
});
