import { beforeEach, expect, test, vi } from 'vitest';
import { TestCalls } from '#main/app/conference/testCalls.ts';
import { demoHall } from '#main/app/demoHall.ts';
import type { RoomEvents } from '#main/app/ports/index.ts';
import type { KeptTestCall, TestCall, TestLeg } from '#shared/domain/remote/testCall.ts';
import { appError } from '#shared/domain/errors.ts';
import type { LineMeasured } from '#shared/domain/readiness/judge.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';

const iceServers = [{ urls: ['turn:relay.example:3478'], username: 'u', credential: 'c' }];
const line = { serverAheadMs: 4, roundTripMs: 12, upMbit: 40 };
const leg: TestLeg = { connectedAfterMs: 300, speed: { downMbit: 9, upMbit: 8 }, roundTripMs: 1, lossPercent: 0, frameRate: 15, levelDb: -40 };
const call: TestCall = { line, direct: leg, relay: leg };

beforeEach(() => { vi.useFakeTimers(); return () => { vi.useRealTimers(); }; });

interface World {
  answer?: 'welcome' | 'unknown_token' | 'nothing';
  hasServer?: boolean;
  busyWith?: string | null;
  hearingId?: string | null;
  measured?: Result<LineMeasured>;
}

function setUp({ answer = 'welcome', hasServer = true, busyWith = null, hearingId = null, measured = ok(line) }: World = {}) {
  const shown: boolean[] = [];
  let isClosed = false;
  let kept: KeptTestCall[] = [];
  const tell = (events: RoomEvents): void => {
    if (answer === 'welcome') events.onMessage({ type: 'welcome', here: [], iceServers, nowMs: 0, hasSfu: false });
    else if (answer !== 'nothing') events.onState(answer);
  };
  const clock = fakeClock();
  const calls = new TestCalls({
    clock, uploader: { measure: async () => measured }, desk: { state: () => ({ hearingId }) as never },
    hall: { currentId: () => busyWith, show: async (isShown) => { shown.push(isShown); } },
    settings: {
      courtServer: async () => (hasServer ? { url: 'http://court.example', deviceToken: 'a-token-of-tests-only' } : null), hall: async () => demoHall,
      testCalls: async () => kept, saveTestCalls: async (saved) => { kept = saved; },
    },
    conference: { enter: (_, __, events) => { queueMicrotask(() => tell(events)); return { say: () => true, toSfu: () => true, close: () => { isClosed = true; } }; } },
  });
  return { calls, shown, clock, isClosed: () => isClosed };
}

test('K7-38: before a test call the line is measured, the ways are told, and the hall is shown for a while', async () => {
  const { calls, shown, isClosed } = setUp();
  expect(await calls.begin()).toEqual({ ok: true, value: { iceServers, line: { roundTripMs: 12, upMbit: 40 } } });
  expect([shown, isClosed()]).toEqual([[true], true]);
  await vi.advanceTimersByTimeAsync(120_000); // the window was closed in the middle
  expect(shown).toEqual([true, false]);
});

test('what it has shown is kept with its moment and who made it, the newest first, and no more than twenty', async () => {
  const { calls, shown, clock } = setUp();
  await calls.begin();
  for (let i = 0; i < 22; i++) {
    clock.advance(1000);
    await calls.keep(call, `U${i}`);
  }
  expect(shown[1]).toBe(false);
  const last = await calls.last();
  expect([last.length, last[0]?.by, last[0]?.atMs]).toEqual([20, 'U21', clock.nowMs()]);
});

test.each<[World, string]>([
  [{ hasServer: false }, 'court_server.not_configured'], [{ measured: err(appError('court_server.unreachable')) }, 'court_server.unreachable'],
  [{ answer: 'unknown_token' }, 'court_server.refused'], [{ busyWith: 'h' }, 'conference.hall_taken'], [{ hearingId: 'h' }, 'conference.hall_taken'],
])('refused with its reason, and the hall is not shown: %j', async (world, code) => {
  const { calls, shown } = setUp(world);
  expect(await calls.begin()).toMatchObject({ ok: false, error: { code } });
  expect(shown).toEqual([]);
});

test('a court server whose room does not answer is not waited for', async () => {
  const begun = setUp({ answer: 'nothing' }).calls.begin();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await begun).toMatchObject({ error: { code: 'court_server.unreachable' } });
});
