import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConnectionOptions } from '../../../src-peer/connection.ts';
import { callItself } from '../../../src-renderer/conference/testCall.ts';

const stun = { urls: ['stun:court.example:3478'] };
const turn = { urls: ['turn:court.example:3478'], username: 'u', credential: 'c' };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** A network through which nothing comes. */
function world() {
  const opened: ConnectionOptions[] = [];
  let closed = 0;
  const timers = { nowMs: () => Date.now(), after: (ms: number, act: () => void) => { const timer = setTimeout(act, ms); return () => clearTimeout(timer); } };
  let ids = 0;
  const tracks = { audio: {} as MediaStreamTrack, video: {} as MediaStreamTrack };
  return {
    opened, closed: () => closed, timers, newId: () => `c${++ids}`, programme: tracks, nothing: tracks, onArrived: () => undefined,
    open: (options: ConnectionOptions) => {
      opened.push(options);
      return {
        signal: () => undefined, send: () => false, fill: async () => false, retry: () => undefined, limitPicture: async () => undefined, replaceTrack: async () => undefined,
        stats: async () => new Map() as unknown as RTCStatsReport, sendKeyFrame: async () => undefined, close: () => { closed += 1; },
      };
    },
  };
}

async function called(iceServers: Parameters<typeof callItself>[1]) {
  const of = world();
  const legs: string[] = [];
  const result = callItself(of, iceServers, (leg) => legs.push(leg));
  await vi.advanceTimersByTimeAsync(60_000);
  return { ...of, legs, result: await result };
}

test('the TURN server is tried by itself: without it first, then by no other way', async () => {
  const { opened, legs, result } = await called([stun, turn]);
  expect(legs).toEqual(['direct', 'relay']);
  const ways = new Set(opened.map(({ isRelayOnly, iceServers }) => `${isRelayOnly} ${iceServers.map(({ urls }) => urls[0]?.split(':')[0]).join('+')}`));
  expect([...ways]).toEqual(['false stun', 'true stun+turn']);
  expect([result.direct.connectedAfterMs, result.relay]).toMatchObject([null, { connectedAfterMs: null, speed: null }]);
});

test('where no TURN server is set up none is tried; what was opened is closed', async () => {
  const { opened, closed, legs, result } = await called([stun]);
  expect([legs, result.relay]).toEqual([['direct'], null]);
  expect(closed()).toBe(opened.length);
});
