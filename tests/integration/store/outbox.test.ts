import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewOutboxFile, OutboxRow, Store } from '#main/app/ports/index.ts';
import { aCommit, aFile } from '../../helpers/commits.ts';
import { openTestStore } from '../../helpers/testStore.ts';

let dir: string;
let store: Store;
const hearingId = randomUUID();
const file = (kind: NewOutboxFile['kind'], path: string) => aFile(hearingId, { kind, path });
const due = (nowMs = 1_000_000) => store.outbox.due(nowMs, 100);

async function first(): Promise<OutboxRow> {
  const [row] = await due();
  if (!row) throw new Error('nothing is due');
  return row;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'store-outbox-'));
  store = (await openTestStore(join(dir, 'queue.db'))).store;
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

describe('order', () => {
  it('is by urgency, and by age within a kind', async () => {
    await store.outbox.addFiles([file('video', 'v1'), file('audio', 'a1'), file('manifest', 'm'), file('protocol', 'p'), file('act', 'act')]);
    await store.outbox.addFiles([file('video', 'v0'), file('audio', 'a0')]);
    await store.events.commit(aCommit(hearingId, 0));
    expect((await due()).map((row) => row.name)).toEqual(['markAdded', 'act', 'p', 'm', 'a1', 'a0', 'v1', 'v0']);
  });

  it('leaves out what has its pause before it', async () => {
    await store.outbox.addFiles([file('act', 'act'), file('audio', 'a')]);
    await store.outbox.failed([(await first()).itemId], 'no', 500);
    expect((await due(499)).map((row) => row.name)).toEqual(['a']);
    expect((await due(500)).map((row) => row.name)).toEqual(['act', 'a']);
    await store.outbox.failed([(await first()).itemId], 'no', 9_000);
    await store.outbox.retryAllNow();
    expect((await due(0)).map((row) => [row.name, row.attempts])).toEqual([['act', 2], ['a', 0]]);
  });
});

describe('a clock set back', () => {
  it('does not keep an item waiting for the time that was', async () => {
    const dayMs = 24 * 60 * 60_000;
    await store.outbox.addFiles([file('act', 'act')]);
    await store.outbox.failed([(await first()).itemId], 'no', 2 * dayMs);
    expect(await due(2 * dayMs - 300_000)).toEqual([]);
    expect(await due(dayMs)).toHaveLength(1);
  });
});

describe('an item', () => {
  it('is queued once however often it is asked for; other content is another item', async () => {
    await store.outbox.addFiles([file('audio', 'a'), file('audio', 'a')]);
    await store.outbox.addFiles([file('audio', 'a')]);
    expect(await due()).toHaveLength(1);
    await store.outbox.addFiles([{ ...file('audio', 'a'), sha256: 'b'.repeat(64) }]);
    expect(await due()).toHaveLength(2);
  });

  it('remembers address and progress of its upload across a restart', async () => {
    await store.outbox.addFiles([file('audio', 'a')]);
    await store.outbox.progress((await first()).itemId, { uploadUrl: 'http://s/1', bytesSent: 4 });
    await store.close();
    store = (await openTestStore(join(dir, 'queue.db'))).store;
    expect(await first()).toMatchObject({ uploadUrl: 'http://s/1', bytesSent: 4 });
    expect(await store.outbox.summary()).toMatchObject({ bytesWaiting: 6 });
    await store.outbox.progress((await first()).itemId, { uploadUrl: null });
    expect(await first()).toMatchObject({ uploadUrl: null, bytesSent: 4 });
  });

  it('is sent only with a receipt over its own SHA-256, stays listed, and keeps its first receipt', async () => {
    await store.outbox.addFiles([file('audio', 'a')]);
    const { itemId } = await first();
    await expect(store.outbox.sent(itemId, { receiptId: 'r', sha256: 'f'.repeat(64), receivedAtMs: 5 })).rejects.toThrow(/CHECK/);
    const receipt = { receiptId: 'r', sha256: 'a'.repeat(64), receivedAtMs: 5 };
    await store.outbox.sent(itemId, receipt);
    await store.outbox.sent(itemId, { ...receipt, receiptId: 'second' });
    expect(await due()).toEqual([]);
    expect(await store.outbox.list({ limit: 10 })).toMatchObject([{ state: 'sent', receipt, bytesSent: 10, nextAttemptAtMs: null }]);
  });
});

describe('views', () => {
  it('list newest first, by hearing and state; remaining and summary agree', async () => {
    const other = randomUUID();
    await store.events.commit(aCommit(other, 0));
    await store.outbox.addFiles([file('audio', 'a'), file('video', 'v')]);
    const audio = (await due()).find((row) => row.name === 'a');
    await store.outbox.sent(audio?.itemId ?? 0, { receiptId: 'r', sha256: 'a'.repeat(64), receivedAtMs: 5 });
    const names = async (filter: { hearingId?: string; state?: 'waiting' | 'sent' }) =>
      (await store.outbox.list({ ...filter, limit: 10 })).map((item) => item.name);
    expect(await names({})).toEqual(['v', 'a', 'markAdded']);
    expect(await names({ hearingId, state: 'waiting' })).toEqual(['v']);
    expect(await names({ state: 'sent' })).toEqual(['a']);
    expect(await store.outbox.remaining(hearingId)).toEqual({ waiting: 1, sent: 1 });
    expect(await store.outbox.summary()).toMatchObject({ waiting: { fact: 1, video: 1 }, waitingTotal: 2, lastError: null });
  });
});
