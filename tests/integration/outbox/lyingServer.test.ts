import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewOutboxFile, Store, Uploader } from '#main/app/ports/index.ts';
import { createUploader } from '#main/outbox/uploader.ts';
import { aCommit, markAdded } from '../../helpers/commits.ts';
import { startCourtServer, type TestCourtServer } from '../../helpers/courtServer.ts';
import { hurriedTime, until } from '../../helpers/hurriedTime.ts';
import { openTestStore, silentLog } from '../../helpers/testStore.ts';

/** The real server, with answers changed on the way by a test. */
type Twist = (path: string, answer: Response) => Response | Promise<Response>;

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
let dir: string;
let store: Store;
let server: TestCourtServer;
let uploader: Uploader;
let hearingId: string;
let asked: string[];

beforeAll(async () => { server = await startCourtServer(); });
afterAll(() => server.stop());
beforeEach(async () => {
  hearingId = randomUUID();
  asked = [];
  dir = await mkdtemp(join(tmpdir(), 'outbox-liar-'));
  store = (await openTestStore(join(dir, 'queue.db'))).store;
});
afterEach(async () => {
  await uploader.stop();
  await store.close();
  await rm(dir, { recursive: true });
});

function send(twist: Twist): void {
  const twisted: typeof fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input).pathname;
    asked.push(`${init?.method} ${path}`);
    return twist(path, await fetch(input, init));
  };
  uploader = createUploader({ store, log: silentLog, fetch: twisted, random: () => 0.5, ...hurriedTime(50) });
  uploader.configure({ url: server.url, deviceToken: server.token });
  uploader.start();
}

async function queueFile(kind: NewOutboxFile['kind'] = 'audio', name = 'a.mkv'): Promise<void> {
  const content = randomBytes(1_000);
  const absolutePath = join(dir, name);
  await writeFile(absolutePath, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  await store.outbox.addFiles([{ hearingId, kind, absolutePath, path: `run-001/${name}`, sha256, bytes: content.length }]);
}

const mark = () => store.events.commit(aCommit(hearingId, 0, { events: [markAdded(), markAdded()] }));
const newest = async () => (await store.outbox.list({ limit: 1 }))[0];
const waiting = async () => (await store.outbox.summary()).waitingTotal;
const isFacts = (path: string) => path.endsWith('/facts');
const isReceipt = (path: string) => path.endsWith('/receipt');

describe('a lying server', () => {
  it.each([
    ['a sign-in page instead of JSON', () => new Response('<html>sign in</html>')],
    ['JSON of another kind', () => json({ fine: true })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'http://elsewhere.example/' } })],
    ['an error of its own', () => json({ error: { code: 'internal.unexpected' } }, 500)],
  ])('that answers %s gets the facts again until it gives receipts', async (_, lie) => {
    let lies = 0;
    await mark();
    send((path, answer) => (isFacts(path) && (lies += 1) <= 3 ? lie() : answer));
    await until(async () => ((await newest())?.attempts ?? 0) > 0);
    expect(await newest()).toMatchObject({ state: 'waiting', receipt: null });
    await until(async () => (await waiting()) === 0);
    expect(lies).toBeGreaterThan(3);
  });

  it('that gives receipts over other content proves nothing', async () => {
    await mark();
    let honest = false;
    send(async (path, answer) => {
      if (!isFacts(path) || honest) return answer;
      const { receipts } = (await answer.json()) as { receipts: object[] };
      return json({ receipts: receipts.map((receipt) => ({ ...receipt, sha256: 'f'.repeat(64) })) });
    });
    await until(async () => ((await newest())?.attempts ?? 0) > 1);
    expect(await newest()).toMatchObject({ state: 'waiting', lastError: expect.stringContaining('court_server.hash_mismatch') });
    honest = true;
    await until(async () => (await waiting()) === 0);
  });

  it('that leaves out a receipt gets that one fact again', async () => {
    await mark();
    let lies = 0;
    send(async (path, answer) => {
      if (!isFacts(path) || (lies += 1) > 1) return answer;
      const { receipts } = (await answer.json()) as { receipts: unknown[] };
      return json({ receipts: receipts.slice(0, 1) });
    });
    await until(async () => (await waiting()) === 0);
    expect((await store.outbox.list({ limit: 10 })).map((item) => item.attempts)).toEqual([1, 0]);
  });

  it('that says other bytes came gets the file afresh', async () => {
    await queueFile();
    let lies = 0;
    send((path, answer) => (isReceipt(path) && (lies += 1) === 1 ? json({ state: 'mismatch', sha256: 'f'.repeat(64) }) : answer));
    await until(async () => (await newest())?.lastError !== null);
    expect(await newest()).toMatchObject({ bytesSent: 0, lastError: expect.stringContaining('court_server.hash_mismatch') });
    await until(async () => (await waiting()) === 0);
  });

  it('that took every byte and says it waits for more is asked again, not believed', async () => {
    await queueFile();
    let lies = 0;
    send((path, answer) => (isReceipt(path) && (lies += 1) <= 3 ? json({ state: 'pending' }) : answer));
    await until(async () => (await waiting()) === 0);
    expect((await newest())?.attempts).toBeGreaterThan(0);
  });

  it('that answers with a schedule of another day is told as a bad answer', async () => {
    send((path, answer) => (path.endsWith('/schedule') ? json({ date: '2020-01-01', hearings: [] }) : answer));
    expect(await uploader.schedule('2026-11-21')).toMatchObject({ ok: false, error: { code: 'court_server.bad_answer' } });
  });
});

describe('a server that is gone', () => {
  it('pauses everything, counts against no item, and is noticed when it returns', async () => {
    await mark();
    await queueFile();
    let gone = true;
    send((_, answer) => { if (gone) throw new TypeError('fetch failed'); return answer; });
    await until(() => asked.length >= 4);
    expect(new Set(asked)).toEqual(new Set(['GET /api/v1/info']));
    expect(uploader.serverStatus().state).toBe('unreachable');
    expect((await uploader.status()).lastError).toContain('court_server.unreachable');
    gone = false;
    await until(async () => (await waiting()) === 0);
    expect((await store.outbox.list({ limit: 10 })).map((item) => item.attempts)).toEqual([0, 0, 0]);
  });

  it('is noticed also while nothing is to be sent', async () => {
    let gone = false;
    send((_, answer) => { if (gone) throw new TypeError('fetch failed'); return answer; });
    await until(() => uploader.serverStatus().state === 'connected');
    gone = true;
    await until(() => uploader.serverStatus().state === 'unreachable');
    gone = false;
    await until(() => uploader.serverStatus().state === 'connected');
  });
});

describe('urgency', () => {
  it('lets what is more urgent overtake between two files', async () => {
    await queueFile('video', 'v1.mkv');
    await queueFile('video', 'v2.mkv');
    let marked = false;
    const order: string[] = [];
    send(async (path, answer) => {
      if (isReceipt(path) && !marked) { marked = true; await mark(); }
      if (isReceipt(path) || isFacts(path)) order.push(isFacts(path) ? 'facts' : 'video');
      return answer;
    });
    await until(async () => (await waiting()) === 0);
    expect(order).toEqual(['video', 'facts', 'video']);
  });
});
