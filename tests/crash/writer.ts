import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Commit, NewOutboxFile, Store } from '#main/app/ports/index.ts';
import { createUploader } from '#main/outbox/uploader.ts';
import type { HearingEvent } from '#shared/domain/hearing/events.ts';
import { markAdded, secretary } from '../helpers/commits.ts';
import { openTestStore, silentLog, systemClock } from '../helpers/testStore.ts';
import { between, seededRandom } from './seededRandom.ts';
import type { WriterLine, WriterOrders } from './writerProtocol.ts';

/** The console's side of the crash test: store and uploader as in the product, and someone who never stops working. */
const orders = JSON.parse(process.argv[2] ?? '') as WriterOrders;
const random = seededRandom(orders.seed);
const say = (line: WriterLine): void => void writeSync(1, `${JSON.stringify(line)}\n`);

function recordedFile(hearingId: string, kind: NewOutboxFile['kind']): NewOutboxFile {
  const path = `run-001/${kind}/${randomUUID()}.mkv`;
  const absolutePath = join(orders.dir, 'recordings', hearingId, path);
  const content = randomBytes(between(random, 0, 1_500_000));
  mkdirSync(join(absolutePath, '..'), { recursive: true });
  const file = openSync(absolutePath, 'w');
  writeSync(file, content);
  fsyncSync(file);
  closeSync(file);
  return { hearingId, kind, absolutePath, path, sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length };
}

const scheduled: HearingEvent = {
  type: 'hearingScheduled', origin: 'manual', serverHearingId: null, demo: false,
  schedule: {
    caseNumber: '1-1', proceedings: 'civil', instance: 'first', court: 'c', hall: 'h', startsAtMs: 1_000, judge: 'j', secretary: '', language: 'kk', participants: [],
  },
};

function nextWork(hearingId: string, atStart: boolean): Pick<Commit, 'events' | 'files'> {
  if (atStart) return { events: [scheduled], files: [] };
  const dice = random();
  if (dice < 0.75) return { events: Array.from({ length: between(random, 1, 4) }, () => markAdded(`белгі ${randomUUID()}`)), files: [] };
  if (dice < 0.9) return { events: [], files: [recordedFile(hearingId, random() < 0.5 ? 'audio' : 'video')] };
  const act = recordedFile(hearingId, 'act');
  return { events: [{ type: 'actFinalised', actId: randomUUID(), atMs: 1, files: [{ path: act.path, sha256: act.sha256, bytes: act.bytes }] }], files: [act] };
}

async function carryOut(store: Store, commit: Commit): Promise<void> {
  say({ say: 'about to', commit });
  const outcome = await store.events.commit(commit);
  if (!outcome.ok || outcome.value.kind === 'conflict') throw new Error(JSON.stringify(outcome));
  const eventIds = outcome.value.kind === 'committed' ? outcome.value.records.map((record) => record.eventId) : [];
  const files = commit.files.map(({ path, sha256 }) => ({ path, sha256 }));
  say({ say: 'acknowledged', commandId: commit.commandId, kind: outcome.value.kind, eventIds, files });
}

async function work(store: Store, onCommitted: () => void): Promise<never> {
  for (;;) {
    const hearingId = orders.hearingIds[between(random, 0, orders.hearingIds.length)] ?? '';
    const expectedSeq = (await store.events.eventsOf(hearingId)).at(-1)?.seq ?? 0;
    const head = { startsAtMs: 1_000, phase: 'in_session' } as const;
    await carryOut(store, { commandId: randomUUID(), hearingId, expectedSeq, by: secretary, head, ...nextWork(hearingId, expectedSeq === 0) });
    onCommitted();
    await new Promise((resolve) => setTimeout(resolve, between(random, 0, orders.restMs)));
  }
}

const { store, damage } = await openTestStore(join(orders.dir, 'queue.db'));
if (damage) throw new Error(JSON.stringify(damage));
const uploader = createUploader({ store, clock: systemClock, log: silentLog });
uploader.configure({ url: orders.url, deviceToken: orders.token });
if (orders.mode === 'drain') await store.outbox.retryAllNow();
uploader.start();
if (orders.unsettled) await carryOut(store, orders.unsettled);
if (orders.mode === 'work') await work(store, () => uploader.wake());
for (let waiting = 1; waiting > 0;) {
  waiting = (await store.outbox.summary()).waitingTotal;
  say({ say: 'queue', waiting });
  await new Promise((resolve) => setTimeout(resolve, 200));
}
await uploader.stop();
await store.close();
