import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { HallClock, Placing } from '#shared/conference/hallClock.ts';
import { batchChars, packetsAtOnce } from '#shared/conference/soundPackets.ts';
import { SendQueue } from '../../../src-participant/sound/sendQueue.ts';

const [take, before, now] = [randomUUID(), randomUUID(), randomUUID()];

function queueOf(count: number, bytes = 100, streamId = now) {
  const queue = new SendQueue(take);
  for (let seq = 0; seq < count; seq++) queue.push({ streamId, seq, sealed: new Uint8Array(bytes) });
  return queue;
}

test('one batch is on its way at a time, and goes again when nothing is heard of it', () => {
  const queue = queueOf(250);
  expect(queue.next(0)).toMatchObject({ take, streamId: now, firstSeq: 0 });
  expect(queue.next(4000)).toBeNull();
  expect(queue.next(5000)).toMatchObject({ firstSeq: 0 });
  queue.kept(now, packetsAtOnce);
  expect(queue.next(5001)).toMatchObject({ firstSeq: packetsAtOnce });
});

test('a cut of the line forgets what was on its way; what was acknowledged is gone', () => {
  const queue = queueOf(5);
  queue.next(0);
  queue.again();
  expect(queue.next(1)?.sealed).toHaveLength(5);
  queue.kept(now, 3);
  expect(queue.next(2)).toMatchObject({ firstSeq: 3 });
  queue.kept(now, 5);
  expect([queue.isEmpty(), queue.next(10_000)]).toEqual([true, null]);
});

test('what an earlier page left goes first, never in one batch with another page\'s, and no batch is larger than a frame', () => {
  const queue = new SendQueue(take);
  for (let seq = 40; seq < 43; seq++) queue.push({ streamId: before, seq, sealed: new Uint8Array(50) });
  for (let seq = 0; seq < 100; seq++) queue.push({ streamId: now, seq, sealed: new Uint8Array(1400) });
  expect(queue.next(0)).toMatchObject({ streamId: before, firstSeq: 40, sealed: { length: 3 } });
  queue.kept(before, 43);
  const batch = queue.next(1);
  expect(batch).toMatchObject({ streamId: now, firstSeq: 0 });
  expect(JSON.stringify(batch).length).toBeLessThan(batchChars + 1000);
});

test('of the answers of the last minute the quickest tells how far the hearing\'s clock is ahead', () => {
  const clock = new HallClock();
  expect(clock.aheadMs()).toBeNull();
  clock.take({ askedMs: 0, answeredMs: 300, hallMs: 1000 }); // the way there took 300
  expect(clock.aheadMs()).toBe(850);
  clock.take({ askedMs: 2000, answeredMs: 2010, hallMs: 2705 });
  clock.take({ askedMs: 4000, answeredMs: 4400, hallMs: 4900 });
  expect(clock.aheadMs()).toBe(700);
  clock.take({ askedMs: 70_000, answeredMs: 70_020, hallMs: 70_714 });
  expect(clock.aheadMs()).toBe(704);
});

test('a correction of the clock moves neighbouring packets by a hundredth of a millisecond, and a drifting device is followed', () => {
  const placing = new Placing();
  const moments = Array.from({ length: 30_000 }, (_, i) => placing.momentOf(i * 20, 1_000_000 + i * 20 * 0.0001 + (i > 5000 ? 30 : 0))); // 100 ppm, and a jump of the estimate
  const steps = moments.slice(1).map((moment, i) => moment - (moments[i] ?? 0));
  expect(Math.max(...steps.map((step) => Math.abs(step - 20)))).toBeLessThan(0.0101);
  expect(moments.at(-1)).toBeCloseTo(29_999 * 20 + 1_000_000 + 59.998 + 30, 1);
});

test('where sound is missing the next packet stands where it was said', () => {
  const placing = new Placing();
  placing.momentOf(0, 1000);
  expect(placing.momentOf(20, 1400)).toBe(1420);
});
