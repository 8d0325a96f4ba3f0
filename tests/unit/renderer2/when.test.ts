import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src-renderer/format/format.ts';
import { restorationOf, startedAgoMs, supposedStartMs, timeOrDate } from '../../../src-renderer/incidents/when.ts';

const format = createFormat('kk', 'Asia/Almaty');
const at = (hour: number, minute: number, day = 3) => format.moment(`2026-11-0${day}`, { hour, minute });
const nowMs = at(14, 40);

describe('the expected restoration', () => {
  it('stays what it is while nobody touches its time, though that has passed', () => {
    expect(restorationOf({ text: '14:30', touched: false }, at(14, 30), nowMs, format)).toBe(at(14, 30));
    expect(restorationOf({ text: '', touched: false }, null, nowMs, format)).toBeNull();
  });

  it('is the next such time when somebody types one, none when it is emptied', () => {
    expect(restorationOf({ text: '15:10', touched: true }, at(14, 30), nowMs, format)).toBe(at(15, 10));
    expect(restorationOf({ text: '0900', touched: true }, null, nowMs, format)).toBe(at(9, 0, 4));
    expect(restorationOf({ text: ' ', touched: true }, at(14, 30), nowMs, format)).toBeNull();
    expect(restorationOf({ text: '25:00', touched: true }, null, nowMs, format)).toBe('no_time');
  });

  it('is told with its day when that is not today', () => {
    expect(timeOrDate(at(14, 30), nowMs, format)).toBe('14:30');
    expect(timeOrDate(at(9, 0, 4), nowMs, format)).toBe('04.11.2026 09:00');
  });
});

describe('the start of a new incident', () => {
  const suspicion = { subject: 'court_server', deviceId: null, sinceMs: 500 } as const;

  it('is that of the alarm for its own subject, of the opened form for any other', () => {
    expect(supposedStartMs(suspicion, 'court_server', 900)).toBe(500);
    expect(supposedStartMs(suspicion, 'camera', 900)).toBe(900);
    expect(supposedStartMs({ ...suspicion, sinceMs: null }, 'court_server', 900)).toBe(900);
  });

  it('lies within the day that the contract allows', () => {
    expect(startedAgoMs(nowMs - 3 * 86_400_000, nowMs)).toBe(86_400_000);
    expect(startedAgoMs(nowMs - 5, nowMs)).toBe(5);
    expect(startedAgoMs(nowMs + 5, nowMs)).toBe(0);
  });
});
