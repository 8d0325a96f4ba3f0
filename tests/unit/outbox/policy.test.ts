import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDoubtful, itemPauseMs, kindOfStatus, probeEveryMs, serverPauseMs, type Failure } from '#main/outbox/policy.ts';
import { firstPauseMs, longestPauseMs, pauseMs } from '#main/process/pause.ts';

const failed = (kind: Failure['kind']): Failure => ({ kind, error: { code: 'court_server.unreachable' } });

describe('pauses', () => {
  it('grow from one second to five minutes', () => {
    const middle = 0.5;
    expect([1, 2, 3, 4, 9, 10].map((n) => pauseMs(n, middle))).toEqual([1_000, 2_000, 4_000, 8_000, 256_000, 300_000]);
  });

  it('stay within 1 s and 5 min for any number of failures and any jitter', () => {
    assert(property(integer({ min: 1, max: 1_000_000 }), double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const pause = pauseMs(failures, random);
      expect(pause).toBeGreaterThanOrEqual(firstPauseMs);
      expect(pause).toBeLessThanOrEqual(longestPauseMs);
    }));
  });

  it('are spread by the jitter, so that halls do not return in step', () => {
    expect(pauseMs(5, 0)).toBe(12_800);
    expect(pauseMs(5, 1)).toBe(19_200);
  });

  it('of the whole queue never outlast the next probe', () => {
    expect(serverPauseMs(1, 0.5)).toBe(1_000);
    expect(serverPauseMs(50, 1)).toBe(probeEveryMs);
  });
});

describe('the pause of an item', () => {
  it('is the longest for what the server refuses or this machine changed, from the first time on', () => {
    expect(itemPauseMs(failed('refused'), 0, 1, 0.5)).toBe(longestPauseMs);
    expect(itemPauseMs(failed('local'), 0, 1, 0.5)).toBe(longestPauseMs);
  });

  it('is nothing for a refused batch: its facts go one by one at once', () => {
    expect(itemPauseMs(failed('refused'), 0, 200, 0.5)).toBe(0);
  });

  it('grows with the attempts otherwise', () => {
    expect(itemPauseMs(failed('again'), 0, 1, 0.5)).toBe(1_000);
    expect(itemPauseMs(failed('no_answer'), 3, 1, 0.5)).toBe(8_000);
  });
});

describe('a status', () => {
  it.each([
    [401, 'token'], [400, 'refused'], [403, 'refused'], [404, 'refused'], [409, 'refused'], [413, 'refused'],
    [408, 'no_answer'], [429, 'no_answer'], [500, 'no_answer'], [503, 'no_answer'], [302, 'bad_answer'], [304, 'bad_answer'],
  ] as const)('%d means %s', (status, kind) => {
    expect(kindOfStatus(status)).toBe(kind);
  });

  it('leaves open whose fault it is unless it names one', () => {
    expect((['no_answer', 'bad_answer', 'refused', 'token', 'again', 'local'] as const).map((kind) => isDoubtful(failed(kind))))
      .toEqual([true, true, true, false, false, false]);
  });
});
