import { describe, expect, it } from 'vitest';
import type { Alarm, CaptureStatus, ConsoleStatus } from '#shared/contract/status.ts';
import { createFormat } from '../../../src-renderer/format/format.ts';
import { suspicionOf } from '../../../src-renderer/incidents/prefill.ts';
import { lastTime, nextTime } from '../../../src-renderer/incidents/when.ts';
import { waitingFor } from '../../../src-renderer/displays/waiting.ts';
import { hearingIn, section } from './hearing.ts';

const capture = (captureId: string, kind: 'audio' | 'video', deviceIds: string[]): CaptureStatus => ({
  captureId, kind, deviceIds, absentDeviceIds: [], state: 'lost', pid: null, sinceMs: 0, mediaUntilMs: null, fps: null, speed: null, droppedFrames: 0, restarts: 0, startTookMs: null, cause: null, signal: [],
});

const alarm = (level: Alarm['level'], code: string, sinceMs: number, params: Alarm['params'] = {}): Alarm => ({ alarmId: code, level, code, sinceMs, params });

const status = (alarms: Alarm[]) => ({
  alarms, recorder: { captures: [capture('cam-2', 'video', ['cam-2']), capture('audio', 'audio', ['mic-1', 'mic-2'])] },
}) as unknown as ConsoleStatus;

describe('what an incident begins with', () => {
  it('is the gravest alarm, whatever came first', () => {
    const both = status([alarm('note', 'court_server_unreachable', 5), alarm('danger', 'capture_lost', 9, { captureId: 'cam-2' })]);
    expect(suspicionOf(both)).toEqual({ subject: 'camera', deviceId: 'cam-2', sinceMs: 9 });
  });

  it('does not accuse one microphone when all of them were lost', () => {
    const all = ['mic-1', 'mic-2'].map((captureId) => alarm('danger', 'capture_lost', 9, { captureId }));
    expect(suspicionOf(status(all))).toEqual({ subject: 'microphone', deviceId: null, sinceMs: 9 });
  });

  it('names the one microphone that was left out', () => {
    const leftOut = status([alarm('danger', 'capture_lost', 9, { captureId: 'mic-2' })]);
    leftOut.recorder.captures = [{ ...capture('audio', 'audio', ['mic-1', 'mic-2']), state: 'running', absentDeviceIds: ['mic-2'] }];
    expect(suspicionOf(leftOut)).toEqual({ subject: 'microphone', deviceId: 'mic-2', sinceMs: 9 });
  });

  it('is the disk when one of the two does not take the recording', () => {
    for (const code of ['target_lost', 'no_target']) expect(suspicionOf(status([alarm('note', code, 9, { path: '/b' })]))).toEqual({ subject: 'disk', deviceId: null, sinceMs: 9 });
  });

  it('is open when the machine knows nothing', () => {
    expect(suspicionOf(status([]))).toEqual({ subject: 'other', deviceId: null, sinceMs: null });
    expect(suspicionOf(null).sinceMs).toBeNull();
  });
});

describe('a time without a date', () => {
  const format = createFormat('kk', 'Asia/Almaty');
  const nowMs = Date.UTC(2026, 10, 3, 19, 10); // ten past midnight at the court

  it('of a fault was in the past, even before midnight', () => {
    expect(lastTime('23:55', nowMs, format)).toBe(Date.UTC(2026, 10, 3, 18, 55));
  });

  it('of a restoration is still to come, even after midnight', () => {
    expect(nextTime('00:30', nowMs, format)).toBe(Date.UTC(2026, 10, 3, 19, 30));
    expect(nextTime('00:05', nowMs, format)).toBe(Date.UTC(2026, 10, 4, 19, 5));
  });

  it('may be no time at all', () => {
    expect(lastTime('24:00', nowMs, format)).toBeNull();
  });
});

describe('what the judge waits for', () => {
  const phase = { name: 'technical_break', sinceMs: 50, resumeTo: 'in_session' } as const;
  const by = { userId: 'u', name: 'n', role: 'specialist' } as const;
  const incident = (expectedRestorationMs: number | null, resolved: { atMs: number; how: string } | null = null) => ({
    incidentId: `i${expectedRestorationMs}`, subject: 'camera' as const, deviceId: null, detectedBy: 'person' as const, startedAtMs: 0, openedAtMs: 0, pictures: null, note: '', evidence: [],
    expectedRestorationMs, notices: [], mails: [], resolved, by,
  });

  it('is nothing while the hearing goes on', () => {
    expect(waitingFor(hearingIn({ name: 'in_session', sinceMs: 0 }))).toBeNull();
  });

  it('is the latest restoration of what is still broken', () => {
    const hearing = hearingIn(phase, {
      sections: [{ ...section('technical_break', 50, null), reason: 'байланыс үзілді' }],
      incidents: [incident(100), incident(300), incident(900, { atMs: 1, how: 'ok' })],
    });
    expect(waitingFor(hearing)).toEqual({ sinceMs: 50, reason: 'байланыс үзілді', restorationMs: 300 });
  });
});
