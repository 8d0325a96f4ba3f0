import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '#main/app/ports/index.ts';
import { openTestStore } from '../../helpers/testStore.ts';
import { steady } from '../../unit/conference/quality/series.ts';

let dir: string;
let store: Store;
const [hearingId, other] = [randomUUID(), randomUUID()];
const at = (atMs: number, participantId = 'p1') => ({ participantId, atMs, figures: { ...steady, roundTripMs: atMs } });
const points = async (sinceMs: number, limit: number) => (await store.links.of({ hearingId, participantId: 'p1', sinceMs, limit })).map(({ atMs }) => atMs);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'store-links-'));
  store = (await openTestStore(join(dir, 'queue.db'))).store;
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

it('gives the newest of what was measured of one link, in its order, and forgets what is old', async () => {
  await store.links.add(hearingId, [at(1000), at(2000), at(3000), at(2500, 'p2')]);
  await store.links.add(other, [at(1500)]);
  await store.links.add(hearingId, [at(3000)]); // a clock that was set back
  expect(await points(0, 10)).toEqual([1000, 2000, 3000]);
  expect(await points(0, 2)).toEqual([2000, 3000]);
  expect(await points(1500, 10)).toEqual([2000, 3000]);
  expect((await store.links.of({ hearingId, participantId: 'p1', sinceMs: 0, limit: 1 }))[0]?.figures).toEqual({ ...steady, roundTripMs: 3000 });
  await store.links.forgetBefore(2000);
  expect(await points(0, 10)).toEqual([2000, 3000]);
});
