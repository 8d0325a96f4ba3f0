import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

const id = '00000000-0000-4000-8000-000000000001';
let clock: ReturnType<typeof fakeClock>;
let store: MemoryEvents;
let feed: EventFeed;
let hearings: Hearings;

const schedule: HearingCommand = { type: 'schedule', schedule: exampleSchedule(), origin: 'manual', serverHearingId: null, demo: true };
const run = (command: HearingCommand, commandId: string = randomUUID()) => hearings.execute(id, commandId, command, systemActor);
const mark = (n: number): HearingCommand => ({ type: 'addMark', markId: `m${n}`, atMs: clock.nowMs() - n, template: 'note', text: String(n) });

beforeEach(async () => {
  clock = fakeClock();
  store = new MemoryEvents(clock);
  feed = new EventFeed(store);
  hearings = new Hearings(store, feed, clock);
  await run(schedule);
  await run({ type: 'connect' });
});

test('a hundred commands at once are carried out one after another, each exactly once', async () => {
  const results = await Promise.all(Array.from({ length: 100 }, (_, n) => run(mark(n))));
  expect(results.every((r) => r.ok)).toBe(true);
  const loaded = await hearings.load(id);
  expect(loaded?.hearing.marks).toHaveLength(100);
  expect(loaded?.seq).toBe(store.records.length);
});

test('a repeated command answers as the first time and changes nothing', async () => {
  const commandId = randomUUID();
  const first = await run(mark(1), commandId);
  const again = await run(mark(1), commandId);
  expect(first.ok && again.ok && again.value.seq === first.value.seq).toBe(true);
  expect((await hearings.load(id))?.hearing.marks).toHaveLength(1);
});

test('a repeated phase command is not refused for having been carried out', async () => {
  const commandId = randomUUID();
  const cancel: HearingCommand = { type: 'cancel', reason: 'демо' };
  expect((await run(cancel, commandId)).ok).toBe(true);
  expect((await run(cancel, commandId)).ok).toBe(true);
  expect((await run(cancel)).ok).toBe(false);
});

test('what was made of the hearing as it stood is refused once it has changed', async () => {
  const before = await hearings.load(id);
  await run(mark(1));
  const cancel: HearingCommand = { type: 'cancel', reason: 'демо' };
  const late = await hearings.execute(id, randomUUID(), cancel, systemActor, { ofSeq: before?.seq ?? 0 });
  expect(late).toMatchObject({ ok: false, error: { code: 'hearing.changed' } });
  const again = await hearings.load(id);
  expect((await hearings.execute(id, randomUUID(), cancel, systemActor, { ofSeq: again?.seq ?? 0 })).ok).toBe(true);
});

test('after another writer changed the hearing the state is read anew', async () => {
  await store.commit({
    commandId: randomUUID(), hearingId: id, expectedSeq: 2, by: systemActor, files: [], head: { startsAtMs: 0, phase: 'connecting' },
    events: [{ type: 'markAdded', markId: 'other', atMs: 1, template: 'note', text: 'elsewhere' }],
  });
  expect((await run(mark(1))).ok).toBe(false);
  expect((await run(mark(1))).ok).toBe(true);
  expect((await hearings.load(id))?.hearing.marks.map((m) => m.markId)).toEqual(['other', 'm1']);
});

test('a follower gets every event once and in order, those during its catching up too', async () => {
  const got: EventRecord[] = [];
  for (let n = 0; n < 5; n++) await run(mark(n));
  const stop = feed.follow(1, undefined, (r) => got.push(r), (e) => { throw e; });
  await Promise.all(Array.from({ length: 20 }, (_, n) => run(mark(100 + n))));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(got.map((r) => r.seq)).toEqual(store.records.slice(1).map((r) => r.seq));
  stop();
  await run(mark(999));
  expect(got.at(-1)?.seq).toBe(store.records.length - 1);
});
