import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Commit, Store } from '#main/app/ports/index.ts';
import { aCommit, aFile, markAdded, secretary } from '../../helpers/commits.ts';
import { openTestStore } from '../../helpers/testStore.ts';

let dir: string;
let store: Store;
const reopen = async () => {
  await store.close();
  store = (await openTestStore(join(dir, 'queue.db'))).store;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'store-events-'));
  store = (await openTestStore(join(dir, 'queue.db'))).store;
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

async function committed(commit: Commit) {
  const outcome = await store.events.commit(commit);
  if (!outcome.ok || outcome.value.kind !== 'committed') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

describe('commit', () => {
  it('numbers events of all hearings from 1 without holes, also across a restart', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await committed(aCommit(a, 0, { events: [markAdded(), markAdded()] }));
    await committed(aCommit(b, 0));
    await reopen();
    const last = await committed(aCommit(a, 2));
    expect(last.records.map((r) => r.seq)).toEqual([4]);
    expect((await store.events.eventsAfter(0, 100)).map((r) => r.seq)).toEqual([1, 2, 3, 4]);
    expect((await store.events.eventsOf(a)).map((r) => r.seq)).toEqual([1, 2, 4]);
    expect(await store.events.lastSeq()).toBe(4);
  });

  it('gives back what is stored: the same record as a later read', async () => {
    const hearingId = randomUUID();
    const { records } = await committed(aCommit(hearingId, 0, { events: [markAdded('<script>\u0000 ә 😀')] }));
    expect(await store.events.eventsOf(hearingId)).toEqual(records);
    expect(records[0]?.by).toEqual(secretary);
  });

  it('answers a repeated command with the first outcome, also after a restart', async () => {
    const first = aCommit(randomUUID(), 0);
    await committed(first);
    expect(await store.events.commit({ ...first, events: [markAdded('other')] })).toEqual({ ok: true, value: { kind: 'repeated', seq: 1 } });
    await reopen();
    expect(await store.events.commit(first)).toEqual({ ok: true, value: { kind: 'repeated', seq: 1 } });
    expect(await store.events.seqOfCommand(first.commandId)).toBe(1);
    expect(await store.events.seqOfCommand(randomUUID())).toBeNull();
    expect(await store.events.lastSeq()).toBe(1);
  });

  it('refuses a decision based on an older state, and writes nothing of it', async () => {
    const hearingId = randomUUID();
    await committed(aCommit(hearingId, 0));
    const late = aCommit(hearingId, 0, { files: [aFile(hearingId)] });
    expect(await store.events.commit(late)).toEqual({ ok: true, value: { kind: 'conflict' } });
    expect(await store.events.lastSeq()).toBe(1);
    expect(await store.outbox.summary()).toMatchObject({ waitingTotal: 1 });
    expect(await store.events.seqOfCommand(late.commandId)).toBeNull();
  });

  it('keeps the order in which commits were posted, without waiting between them', async () => {
    const hearingId = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, i) => committed(aCommit(hearingId, i))));
    expect(outcomes.map((o) => o.seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('puts events, their outbox rows and files in one transaction', async () => {
    const hearingId = randomUUID();
    const broken = { ...aFile(hearingId), kind: 'unheard of' } as unknown as ReturnType<typeof aFile>;
    const withoutPath = { ...broken, path: null } as unknown as ReturnType<typeof aFile>;
    const outcome = await store.events.commit(aCommit(hearingId, 0, { files: [withoutPath] }));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'store.unavailable' } });
    expect(await store.events.lastSeq()).toBe(0);
    expect(await store.outbox.summary()).toMatchObject({ waitingTotal: 0 });
  });

  it('takes a commit that only queues files', async () => {
    const hearingId = randomUUID();
    await committed(aCommit(hearingId, 0));
    expect(await committed(aCommit(hearingId, 1, { events: [], files: [aFile(hearingId)] }))).toEqual({ kind: 'committed', records: [], seq: 1 });
    expect(await store.outbox.summary()).toMatchObject({ waiting: { fact: 1, audio: 1 } });
  });
});

describe('heads', () => {
  it('finds hearings by the day they start and by where they stand', async () => {
    const [early, late] = [randomUUID(), randomUUID()];
    await committed(aCommit(early, 0, { head: { startsAtMs: 100, phase: 'scheduled' } }));
    await committed(aCommit(late, 0, { head: { startsAtMs: 200, phase: 'scheduled' } }));
    await committed(aCommit(late, 2, { head: { startsAtMs: 200, phase: 'in_session' } }));
    expect((await store.events.heads({ fromMs: 100, toMs: 200 })).map((h) => h.hearingId)).toEqual([early]);
    expect(await store.events.heads({ phases: ['in_session', 'closed'] })).toEqual([{ hearingId: late, startsAtMs: 200, phase: 'in_session' }]);
  });
});
