import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import { courtRoutes, hearingAnswerSchema, type HearingAnswer } from '#shared/court-api/index.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { startCourtServer, type TestCourtServer } from '../helpers/courtServer.ts';
import { openTestStore } from '../helpers/testStore.ts';
import { startCuttingProxy, type CuttingProxy } from './cuttingProxy.ts';
import { between, seededRandom } from './seededRandom.ts';
import { Ledger, startWriter, type WriterProcess } from './writerProcess.ts';

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const killsWanted = 30;
const drainWithinMs = 60_000;

let dir: string;
let server: TestCourtServer;
let proxy: CuttingProxy;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'crash-delivery-'));
  server = await startCourtServer({ dataDir: join(dir, 'server') });
});
afterEach(async () => {
  await proxy.close();
  await server.kill9();
  await rm(dir, { recursive: true, force: true });
});

it('console and court server killed at any moment over a line that breaks: nothing lost, nothing doubled', async () => {
  const random = seededRandom(seed);
  const ledger = new Ledger();
  const { token } = server;
  const hearingIds = [randomUUID(), randomUUID(), randomUUID()];
  proxy = await startCuttingProxy(portOf(server), seededRandom(seed + 1));
  const orders = { dir, url: `http://127.0.0.1:${proxy.port}`, token, hearingIds, restMs: 25 };
  const kills = await killAtRandom(random, (round) => startWriter({ ...orders, seed: seed + round, mode: 'work' }, ledger));
  proxy.behave();
  await drained(startWriter({ ...orders, seed, mode: 'drain' }, ledger));

  const { store } = await openTestStore(join(dir, 'queue.db'));
  const stored = await store.events.eventsAfter(0, 1_000_000);
  const queued = await store.outbox.list({ limit: 1_000_000 });
  await store.close();
  const there = await Promise.all(hearingIds.map((id) => askHearing(id, token)));
  const said = [...ledger.acknowledged.values()];
  const receipted = there.flatMap((hearing) => hearing.factReceipts.map((receipt) => receipt.of));
  const arrived = there.flatMap((hearing) => hearing.files);
  const onServer = new Set([...receipted, ...arrived.filter((file) => file.state === 'received').map((file) => file.path)]);
  const promised = said.flatMap((line) => [...line.eventIds.map((id) => `fact:${id}`), ...line.files.map((file) => file.path)]);
  const lost = promised.filter((name) => !onServer.has(name)).length;
  const doubled = receipted.length - new Set(receipted).size + arrived.length - new Set(arrived.map((file) => file.path)).size;
  const marks = there.reduce((sum, hearing) => sum + hearing.marks.length, 0);
  const acts = arrived.filter((file) => file.kind === 'act').length;
  console.log(`seed=${seed} kills=${kills} cuts=${proxy.cuts} marks=${marks} acts=${acts} files=${arrived.length - acts} repeated=${ledger.repeated} lost=${lost} doubled=${doubled}`);

  expect(kills).toBeGreaterThanOrEqual(killsWanted);
  expect(marks).toBeGreaterThan(killsWanted);
  expect(arrived.length).toBeGreaterThan(0);
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  expect(marks).toBe(new Set(there.flatMap((hearing) => hearing.marks.map((mark) => mark.markId))).size);
  for (const hearing of there) expectSameFacts(hearing, stored, queued);
  await expectSameFiles(arrived, queued, token);
});

const portOf = (running: TestCourtServer): number => Number(new URL(running.url).port);

/** Kills the console, the court server, or both, after a random time; whoever was killed is started again. */
async function killAtRandom(random: () => number, start: (round: number) => WriterProcess): Promise<number> {
  let kills = 0;
  let writer = start(0);
  for (let round = 1; kills < killsWanted; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, between(random, 100, 1_600)));
    const dice = random();
    if (dice < 0.65) {
      await writer.kill9();
      kills += 1;
    }
    if (dice >= 0.55) {
      await server.kill9();
      kills += 1;
      server = await startCourtServer({ dataDir: server.dataDir, port: portOf(server) });
    }
    if (dice < 0.65) writer = start(round);
  }
  await writer.kill9();
  return kills + 1;
}

async function drained(writer: WriterProcess): Promise<void> {
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), drainWithinMs).unref());
  const end = await Promise.race([writer.ended, late]);
  if (end === 'late') await writer.kill9();
  expect(end).toMatchObject({ code: 0 });
}

const ask = (path: string, token: string): Promise<Response> => fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } });

async function askHearing(hearingId: string, token: string): Promise<HearingAnswer> {
  const answer = await ask(courtRoutes.hearing.path.replace('{hearingId}', hearingId), token);
  return hearingAnswerSchema.parse(await answer.json());
}

/** The same facts in the same order, each with the SHA-256 fixed when it was committed. */
function expectSameFacts(hearing: HearingAnswer, stored: EventRecord[], queued: OutboxItemView[]): void {
  const here = stored.filter((record) => record.hearingId === hearing.hearingId).map((record) => `fact:${record.eventId}`);
  expect(hearing.factReceipts.map((receipt) => receipt.of)).toEqual(here);
  const hashes = queued.filter((item) => item.kind === 'fact' && item.hearingId === hearing.hearingId).toReversed().map((item) => item.sha256);
  expect(hearing.factReceipts.map((receipt) => receipt.sha256)).toEqual(hashes);
}

/** Every queued file once, and the server's bytes hash to what the console queued. */
async function expectSameFiles(arrived: HearingAnswer['files'], queued: OutboxItemView[], token: string): Promise<void> {
  const files = queued.filter((item) => item.kind !== 'fact');
  expect(arrived.map((file) => file.path).toSorted()).toEqual(files.map((item) => item.name).toSorted());
  for (const file of arrived) {
    const content = await ask(courtRoutes.content.path.replace('{fileId}', file.fileId), token);
    const sha256 = createHash('sha256').update(Buffer.from(await content.arrayBuffer())).digest('hex');
    expect(sha256).toBe(files.find((item) => item.name === file.path)?.sha256);
  }
}
