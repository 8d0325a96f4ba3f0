import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settle, lastOf, room } from './room.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('K336-5: who is let in keeps their own sound while the hearing is recorded, and nothing in a recess', async () => {
  const { run, lines, comes, hearings, hearingId } = await room();
  await run({ type: 'connect' });
  await comes('phone');
  await run({ type: 'admit', participantId: 'phone' });
  expect(lastOf('keepSound', lines[0])).toMatchObject({ data: { take: hearingId, key: null } });
  await run({ type: 'open', tracks: [] });
  await run({ type: 'sectionCameUp', sectionId: (await hearings.load(hearingId))?.hearing.starting?.sectionId ?? '', atMs: 0 });
  expect(lastOf('keepSound', lines[0])).toMatchObject({ to: 'phone', data: { key: expect.any(String) as string } });
  await run({ type: 'recess', reason: 'түскі үзіліс' });
  expect(lastOf('keepSound', lines[0])).toMatchObject({ data: { key: null } });
});

/** A hearing of which somebody's own sound is in the record, and which is over. */
async function closed() {
  const all = await room();
  await all.run({ type: 'connect' });
  await all.comes('phone');
  await all.run({ type: 'admit', participantId: 'phone' });
  await all.run({ type: 'open', tracks: [] });
  await all.run({ type: 'sectionCameUp', sectionId: (await all.hearings.load(all.hearingId))?.hearing.starting?.sectionId ?? '', atMs: 0 });
  await all.run({ type: 'beginSound', participantId: 'phone', atMs: all.clock.nowMs() });
  await all.run({ type: 'close' });
  return all;
}

test('after the closing the line stays open for what is on its way, and the next room opens beside it', async () => {
  const { run, add, lines, says, hearingId, desk, ended } = await closed();
  expect([lines[0]?.isClosed, desk.isReceiving(hearingId), desk.state().hearingId, ended]).toEqual([false, true, hearingId, []]);
  expect(lastOf('admission', lines[0])).toMatchObject({ to: 'phone', data: { admitted: false, isOver: true } });
  const next = await add();
  await run({ type: 'connect' }, next);
  expect([lines[1]?.hearingId, desk.state().hearingId, lines[0]?.isClosed]).toEqual([next, next, false]);
  lines[0]?.events.onMessage({ type: 'away', participantId: 'phone' });
  lines[0]?.events.onMessage({ type: 'here', who: { participantId: 'phone', sinceMs: 2 } });
  await settle();
  expect(lastOf('keepSound', lines[0]), 'who comes back hands over').toMatchObject({ to: 'phone', data: { take: hearingId, key: null } });
  says('phone', { type: 'soundEnd', take: hearingId }); // on the next room's line: nobody of it
  expect(desk.isReceiving(hearingId)).toBe(true);
  lines[0]?.events.onMessage({ type: 'said', from: 'phone', data: { type: 'soundEnd', take: hearingId } });
  await vi.waitFor(() => expect(lines[0]?.isClosed).toBe(true));
  expect([desk.isReceiving(hearingId), desk.state().hearingId, ended]).toEqual([false, next, [[hearingId, null, 'closed']]]);
});

test('a console that starts again between the closing and the sealing still takes what their pages have kept', async () => {
  const { desk, make, lines, hearingId } = await closed();
  desk.endLine();
  const again = make();
  await again.resume();
  expect([lines.length, lines[1]?.hearingId, again.isReceiving(hearingId)]).toEqual([2, hearingId, true]);
  lines[1]?.events.onMessage({ type: 'welcome', here: [{ participantId: 'phone', sinceMs: 1 }], iceServers: [], nowMs: 0, hasSfu: false });
  await settle();
  expect(lastOf('keepSound', lines[1])).toMatchObject({ to: 'phone', data: { take: hearingId, key: null } });
  lines[1]?.events.onMessage({ type: 'said', from: 'phone', data: { type: 'soundEnd', take: hearingId } });
  await vi.waitFor(() => expect(again.isReceiving(hearingId)).toBe(false));
});
