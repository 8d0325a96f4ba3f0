import { expect, test } from 'vitest';
import { problemsOf, type TestCall, type TestLeg } from '#shared/domain/remote/testCall.ts';

const leg: TestLeg = { connectedAfterMs: 300, speed: { downMbit: 9, upMbit: 8 }, roundTripMs: 1, lossPercent: 0, frameRate: 15, levelDb: -40 };
const away: TestLeg = { connectedAfterMs: null, speed: null, roundTripMs: null, lossPercent: null, frameRate: null, levelDb: null };
const problems = (more: Partial<TestCall>) => problemsOf({ line: { roundTripMs: 5, upMbit: 20 }, direct: leg, relay: leg, ...more });

test('K7-38: what stands in the way is named; where nothing does there is nothing to say', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ relay: null })).toEqual(['no_turn']);
  expect(problems({ line: { roundTripMs: 5, upMbit: 0.5 } })).toEqual(['slow_line']);
  expect(problems({ relay: { ...leg, speed: { downMbit: 9, upMbit: 0.9 } } })).toEqual(['slow']);
  expect(problems({ relay: { ...leg, speed: null, frameRate: 0, levelDb: -120 } })).toEqual(['not_measured', 'no_picture', 'no_sound']);
});

test('of several ways the relay counts, which everybody can reach; without any nothing can be said of picture and sound', () => {
  expect(problems({ direct: away })).toEqual(['no_direct']);
  expect(problems({ relay: away })).toEqual(['no_relay']);
  expect(problems({ direct: away, relay: away })).toEqual(['no_direct', 'no_relay']);
});
