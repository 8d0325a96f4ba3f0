import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore } from '../helpers/testStore.ts';
import { between, seededRandom } from './seededRandom.ts';
import { Ledger, startWriter } from './writerProcess.ts';

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const rounds = 8;
let dir: string;
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'crash-commits-')); });
afterEach(() => rm(dir, { recursive: true, force: true }));

it('a console killed in the middle of commits has every acknowledged one on disk, once', async () => {
  const random = seededRandom(seed);
  const ledger = new Ledger();
  const hearingIds = [randomUUID(), randomUUID()];
  for (let round = 0; round < rounds || (ledger.acknowledged.size <= rounds && round < 5 * rounds); round += 1) { // a slow machine is killed more often, before it has written anything
    const nowhere = 'http://127.0.0.1:9';
    const writer = startWriter({ dir, url: nowhere, token: 'none', hearingIds, seed: seed + round, mode: 'work', restMs: 0 }, ledger);
    await new Promise((resolve) => setTimeout(resolve, between(random, 400, 1_200)));
    await writer.kill9();
  }
  const { store, damage } = await openTestStore(join(dir, 'queue.db'));
  const stored = await store.events.eventsAfter(0, 1_000_000);
  const queued = await store.outbox.list({ limit: 1_000_000 });
  const ids = new Set(stored.map((record) => record.eventId));
  const paths = new Set(queued.map((item) => item.name));
  const said = [...ledger.acknowledged.values()];
  const lost = said.flatMap((line) => line.eventIds).filter((id) => !ids.has(id)).length
    + said.flatMap((line) => line.files).filter((file) => !paths.has(file.path)).length;
  const perCommand = await Promise.all(said.map((line) => store.events.seqOfCommand(line.commandId)));
  console.log(`seed=${seed} kills=${rounds} commits=${said.length} repeated=${ledger.repeated} lost=${lost}`);
  await store.close();
  expect(damage).toBeNull();
  expect(said.length).toBeGreaterThan(rounds);
  expect(lost).toBe(0);
  expect(perCommand).not.toContain(null);
  expect(stored.map((record) => record.seq)).toEqual(stored.map((_, i) => i + 1));
  expect(queued.filter((item) => item.kind === 'fact')).toHaveLength(stored.length);
});
