import { beforeEach, expect, test } from 'vitest';
import { LiveGate } from '#main/app/liveGate.ts';
import type { Role } from '#shared/domain/actor.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { ok } from '#shared/domain/result.ts';
import { minuteMs, Played } from '../domain/samples.ts';
import { tracks } from './afterClosing.ts';

let played: Played;
let gate: LiveGate;
let publish: (record: EventRecord) => void;

/** A camera whose picture goes on until it is closed. */
function picture() {
  const ended = Promise.withResolvers<void>();
  async function* body() {
    yield new Uint8Array([1]);
    await ended.promise;
  }
  return ok({ mime: 'video/x-flv', body: body(), close: () => ended.resolve() });
}

const watch = async (role: Role) => {
  const opened = await gate.open('cam1', role);
  if (!opened.ok) return opened.error.code;
  let isOver = false;
  void (async () => { for await (const _ of opened.value.body) isOver = false; isOver = true; })();
  return { isOver: () => isOver };
};
const close = () => {
  const before = played.records.length;
  played.do({ type: 'closeToPublic', reason: 'r' }, minuteMs);
  for (const record of played.records.slice(before)) publish(record);
};
const settled = () => new Promise((resolve) => { setImmediate(resolve); });

beforeEach(() => {
  played = new Played().start({ type: 'open', tracks });
  gate = new LiveGate({
    edge: { open: async () => picture() },
    hearings: { load: async () => ({ hearing: played.state, seq: 1 }) },
    desk: { currentId: () => 'h-1' },
    feed: { onEvent: (listener) => { publish = listener; return () => undefined; } },
  });
});

test('K7-6: when the court closes the hearing, pictures out of the hall end at once; those of the secretary and the judge go on', async () => {
  const watching = await Promise.all((['secretary', 'judge', 'specialist', 'administrator'] as const).map(watch));
  close();
  await settled();
  expect(watching.map((one) => typeof one === 'object' && one.isOver())).toEqual([false, false, true, true]);
});

test('K7-6: while it is closed, and in a technical break of it, nobody else sees anything; in public again everybody does', async () => {
  close();
  expect([await watch('specialist'), await watch('administrator')]).toEqual(['auth.forbidden', 'auth.forbidden']);
  played.do({ type: 'technicalBreak', reason: 'r' });
  expect(await watch('specialist')).toBe('auth.forbidden');
  expect(typeof (await watch('judge'))).toBe('object');
  played.do({ type: 'resume' }).do({ type: 'resume' });
  expect(typeof (await watch('specialist'))).toBe('object');
});
