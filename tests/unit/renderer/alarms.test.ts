import type { Alarm } from '#shared/contract/status.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acknowledge, boardWith, devicesOf, emptyBoard, isReadBy, noticesOf, textOf } from '../../../src-renderer/alarms/notices.ts';
import { againMs, repeatSignal, settleMs } from '../../../src-renderer/alarms/repeat.ts';
import { i18n, startI18n } from '../../../src-renderer/i18n/i18n.ts';
import { uiLanguages } from '../../../src-renderer/stores/preferences.ts';
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
  const mics = Array.from({ length: 16 }, (_, i) => `mic-${i + 1}`);
  const joint = { captureId: 'audio', deviceIds: mics, absentDeviceIds: [] as string[], state: 'running' as const };
  const own = { captureId: 'sound-mic-2', deviceIds: ['mic-2'], absentDeviceIds: [], state: 'lost' as const };
  const notice = (code: string, captureId: string) => ({ code, params: { captureId }, over: false });

  it('is the device that was lost, whatever its captures are called', () => {
    expect(devicesOf(notice('capture_lost', 'mic-2'), [joint, own])).toEqual(['mic-2']);
    expect(devicesOf(notice('capture_lost', 'audio'), [joint, own])).toEqual(['audio']);
  });

  it('is the microphone whose own recording is interrupted, and those that the recording of all goes on without', () => {
    expect(devicesOf(notice('copy_lost', 'sound-mic-2'), [joint, own])).toEqual(['mic-2']);
    expect(devicesOf(notice('copy_lost', 'audio'), [{ ...joint, absentDeviceIds: ['mic-3'] }])).toEqual(['mic-3']);
    expect(textOf(notice('copy_lost', 'audio'), [{ ...joint, absentDeviceIds: ['mic-3'] }])).toBe('copy_lost');
  });

  it('is nobody\'s in other alarms', () => expect(devicesOf({ code: 'disk_low', params: {} }, [joint])).toEqual([]));

  it('is that of all microphones together, not of sixteen names, when their common recording is interrupted', () => {
    const notices = noticesOf(withAlarms({ ...alarm('note', 'copy_lost'), params: { captureId: 'audio' } }), null);
    expect(notices.map((n) => textOf(n, [{ ...joint, state: 'lost' }, own]))).toEqual(['copy_lost_joint']);
    startI18n('kk');
    for (const language of uiLanguages) expect(i18n.t('alarms.copy_lost_joint', { lng: language })).not.toContain('{{');
  });

  it('was that of a loss that is over', () => expect(textOf({ ...notice('capture_lost', 'mic-2'), over: true }, [])).toBe('capture_returned'));
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
