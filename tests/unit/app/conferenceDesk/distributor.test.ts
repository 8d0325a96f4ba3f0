import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { secretary, settle, room } from './room.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const many = Array.from({ length: 7 }, (_, i) => ({ id: `far${i}`, name: `Айыпталушы ${i}`, role: 'accused' as const, attendance: 'institution' as const }));
const welcomed = async ({ lines }: Awaited<ReturnType<typeof room>>, hasSfu: boolean) => {
  lines.at(-1)?.events.onState('open');
  lines.at(-1)?.events.onMessage({ type: 'welcome', here: [], iceServers: [], nowMs: 1, hasSfu });
  await settle();
};

test.each([[7, true, { isThroughSfu: true, isTooMany: false }], [7, false, { isThroughSfu: false, isTooMany: true }], [6, true, { isThroughSfu: false, isTooMany: false }], [6, false, { isThroughSfu: false, isTooMany: false }]])(
  '%i elsewhere, a distributor at the court: %s', async (count, hasSfu, { isThroughSfu, isTooMany }) => {
    const all = await room({ participants: many.slice(0, count) });
    all.desk.attachPage((item) => all.page.push(item));
    await all.run({ type: 'connect' });
    await welcomed(all, hasSfu);
    expect(all.page.findLast(({ type }) => type === 'room')).toMatchObject({ isThroughSfu });
    expect(all.desk.state().isTooMany).toBe(isTooMany);
  });

test('the court server is told who is to be given the hall, and of a stop before anything else', async () => {
  const all = await room({ participants: many });
  await all.run({ type: 'connect' });
  await welcomed(all, true);
  await all.comes('far0');
  expect(all.lines[0]?.asked.at(-1)).toEqual({ ask: 'show', participantId: 'far0', isShown: false });
  await all.run({ type: 'admit', participantId: 'far0' });
  expect(all.lines[0]?.asked.at(-1)).toEqual({ ask: 'show', participantId: 'far0', isShown: true });
  await all.run({ type: 'sendOut', participantId: 'far0' });
  expect(all.lines[0]?.asked.at(-1)).toEqual({ ask: 'show', participantId: 'far0', isShown: false });
  await all.run({ type: 'postpone', reason: 'қайта', nextAtMs: null });
  expect(all.lines[0]?.asked).toContainEqual({ ask: 'stop' });
});

test('what the distributor says goes to the window with the links, and back', async () => {
  const all = await room({ participants: many });
  all.desk.attachPage((item) => all.page.push(item));
  await all.run({ type: 'connect' });
  await welcomed(all, true);
  all.lines[0]?.events.onMessage({ type: 'sfu', data: { tell: 'gone', connectionId: 'c1' } });
  expect(all.page.at(-1)).toEqual({ type: 'sfu', data: { tell: 'gone', connectionId: 'c1' } });
  expect(await all.handlers['conference.sfu']({ commandId: randomUUID(), ask: { ask: 'end', connectionId: 'c1' } }, secretary)).toMatchObject({ ok: true });
  expect(all.lines[0]?.asked.at(-1)).toEqual({ ask: 'end', connectionId: 'c1' });
});

/** A hearing that is days away, tried out. */
