import type { Alarm } from '#shared/contract/status.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acknowledge, boardWith, devicesOf, emptyBoard, isReadBy, noticesOf } from '../../../src-renderer/alarms/notices.ts';
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

describe('the board', () => {
  const present = (...alarms: Alarm[]) => noticesOf(withAlarms(...alarms), null);
  const lost = (sinceMs: number): Alarm => ({ ...alarm('danger', 'capture_lost'), alarmId: `capture_lost:cam1:${sinceMs}`, params: { captureId: 'cam1' } });
  const told = (board: typeof emptyBoard) => board.open.map((n) => `${n.id}${n.over ? ' over' : ''}`);

  it('forgets what is acknowledged while its cause lasts, and tells it again when it comes back', () => {
    const low = present(alarm('note', 'disk_low'));
    const noted = boardWith(acknowledge(boardWith(emptyBoard, low), 'disk_low:1'), low);
    expect(told(noted)).toEqual([]);
    expect(told(boardWith(boardWith(noted, []), low))).toEqual(['disk_low:1']);
  });

  it('keeps a loss that is over until somebody has taken note of it', () => {
    const back = boardWith(boardWith(emptyBoard, present(lost(1))), []);
    expect(told(back)).toEqual(['capture_lost:cam1:1 over']);
    expect(told(boardWith(back, []))).toEqual(['capture_lost:cam1:1 over']);
    expect(told(boardWith(acknowledge(back, 'capture_lost:cam1:1'), []))).toEqual([]);
  });

  it('takes nothing for read that has been shown for less than a second', () => expect([isReadBy(1999, 1000), isReadBy(2000, 1000)]).toEqual([false, true]));

  it('lets a note go with its cause', () => {
    expect(told(boardWith(boardWith(emptyBoard, present(alarm('note', 'disk_low'))), []))).toEqual([]);
  });

  it('tells of a camera that comes and goes once, as it is now', () => {
    const twice = boardWith(boardWith(boardWith(emptyBoard, present(lost(1))), []), present(lost(9)));
    expect(told(twice)).toEqual(['capture_lost:cam1:9']);
  });

  it('puts what is over after what lasts', () => {
    const board = boardWith(boardWith(emptyBoard, present(lost(1))), present(alarm('note', 'disk_low')));
    expect(told(board)).toEqual(['disk_low:1', 'capture_lost:cam1:1 over']);
  });
});

describe('whose signal is spoken of', () => {
  const sound = { captureId: 'audio', deviceIds: ['mic-1', 'mic-2', 'mic-3'], absentDeviceIds: ['mic-2'] };
  const of = (captureId: string, over = false) => devicesOf({ params: { captureId }, over }, [sound]);

  it('is all of a capture while it is lost', () => expect(of('audio')).toEqual(['mic-1', 'mic-2', 'mic-3']));

  it('is not back for a microphone the sound goes on without', () => expect(of('audio', true)).toEqual(['mic-1', 'mic-3']));

  it('is that one microphone, in its own alarm', () => {
    expect(of('mic-2')).toEqual(['mic-2']);
    expect(of('mic-2', true)).toEqual(['mic-2']);
  });

  it('is nobody\'s in other alarms', () => expect(devicesOf({ params: {}, over: false }, [sound])).toEqual([]));
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
