import { expect, test } from 'vitest';
import { rewritten } from '../../../src-peer/candidates.ts';
import { watchCarrying } from '../../../src-peer/carrying.ts';
import { HandTime } from './handTime.ts';

async function watched(packetsAt: (nowMs: number) => number) {
  const time = new HandTime();
  const startMs = time.nowMs();
  const toldMs: number[] = [];
  let asked = 0;
  const stop = watchCarrying(time, async () => { asked += 1; return packetsAt(time.nowMs() - startMs); }, () => toldMs.push(time.nowMs() - startMs));
  const pass = async (ms: number): Promise<void> => {
    for (let i = 0; i < ms; i += 10) {
      time.pass(10);
      await new Promise(setImmediate);
    }
  };
  await new Promise(setImmediate);
  return { toldMs, pass, stop, asked: () => asked };
}

test('what comes is told a few times a second, and nothing while nothing comes', async () => {
  const cut = await watched((nowMs) => (nowMs < 1000 ? nowMs / 20 : nowMs < 3000 ? 50 : (nowMs - 1000) / 20));
  await cut.pass(4000);
  const until = (fromMs: number, untilMs: number): number[] => cut.toldMs.filter((atMs) => atMs >= fromMs && atMs < untilMs);
  expect(until(0, 1000).length).toBeGreaterThanOrEqual(3);
  expect(until(1300, 3000)).toEqual([]);
  expect(until(3000, 3100)).toHaveLength(1);
  expect(cut.asked()).toBeLessThan(60);
});

test('stopped, it asks and tells nothing more; what cannot be asked is nothing that came', async () => {
  const failing = await watched(() => { throw new Error('closed'); });
  await failing.pass(500);
  expect(failing.toldMs).toEqual([]);
  failing.stop();
  const asked = failing.asked();
  await failing.pass(500);
  expect(failing.asked()).toBe(asked);
});

test('a candidate written anew is another one with the same address and the same kind of way', () => {
  const candidate = { candidate: 'candidate:842163049 1 udp 2122260223 10.77.2.2 46243 typ host generation 0 ufrag aB3+', sdpMid: '0', sdpMLineIndex: 0 };
  expect(rewritten(candidate, 3)).toEqual({ ...candidate, candidate: 'candidate:8421630493 1 udp 2122260220 10.77.2.2 46243 typ host generation 0 ufrag aB3+' });
  const relayed = { candidate: 'candidate:1 1 udp 41885439 10.77.1.2 50000 typ relay raddr 0.0.0.0 rport 0' };
  expect(Number(rewritten(relayed, 70_000).candidate?.split(' ')[3]) >>> 24).toBe(41885439 >>> 24);
});
