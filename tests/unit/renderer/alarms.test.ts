import type { Alarm } from '#shared/contract/status.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lasting, noticesOf } from '../../../src-renderer/alarms/notices.ts';
import { againMs, repeatSignal, settleMs } from '../../../src-renderer/alarms/repeat.ts';
import { Memory } from '../../fakes/console/memory.ts';
import { fairWeather, statusNow } from '../../fakes/console/status.ts';

const alarm = (level: Alarm['level'], code: string): Alarm => ({ alarmId: `${code}:1`, level, code, params: {}, sinceMs: 1 });
const memory = new Memory(Date.now());
const withAlarms = (...alarms: Alarm[]) => statusNow(memory, { ...fairWeather(), alarms });
const codes = (...args: Parameters<typeof noticesOf>) => noticesOf(...args).map((n) => n.code);

describe('what is to be told', () => {
  it('is nothing while all is well', () => expect(noticesOf(withAlarms(), null)).toEqual([]));

  it('begins with the gravest', () => {
    expect(codes(withAlarms(alarm('note', 'disk_low'), alarm('loss', 'store_damaged'), alarm('danger', 'capture_lost')), null)).toEqual(['capture_lost', 'store_damaged', 'disk_low']);
  });

  it('holds dangers only this window sees, and none twice', () => {
    expect(codes(withAlarms(alarm('danger', 'capture_lost')), { kind: 'unsafe', reasons: ['capture_lost', 'not_verified'] })).toEqual(['not_verified', 'capture_lost']);
    expect(codes(null, { kind: 'console_silent', silentMs: 9000 })).toEqual(['console_silent']);
  });
});

describe('what was acknowledged', () => {
  it('stays so while its cause lasts, and is told again when it comes back', () => {
    const present = noticesOf(withAlarms(alarm('note', 'disk_low')), null);
    const ids = ['disk_low:1'];
    expect(lasting(ids, present)).toBe(ids);
    expect(lasting(ids, [])).toEqual([]);
  });
});

describe('the danger signal', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('sounds once at the beginning and again every half minute, until stopped', () => {
    const sound = vi.fn();
    const stop = repeatSignal(sound);
    vi.advanceTimersByTime(settleMs);
    expect(sound).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2 * againMs);
    expect(sound).toHaveBeenCalledTimes(3);
    stop();
    vi.advanceTimersByTime(10 * againMs);
    expect(sound).toHaveBeenCalledTimes(3);
  });

  it('is silent for a danger that is over at once', () => {
    const sound = vi.fn();
    repeatSignal(sound)();
    vi.advanceTimersByTime(10 * againMs);
    expect(sound).not.toHaveBeenCalled();
  });
});
