import { expect, test } from 'vitest';
import type { CaptureStatus, ConsoleStatus } from '#shared/contract/status.ts';
import type { PhaseName } from '#shared/domain/hearing/state.ts';
import { lostDeviceIds, recordSafety } from '#shared/domain/safety.ts';

const nowMs = 1_000_000;

const capture = (state: CaptureStatus['state'], captureId = 'audio', absentDeviceIds: string[] = [], deviceIds = captureId === 'audio' ? ['mic-1', 'mic-2'] : [captureId]): CaptureStatus => ({
  captureId, kind: 'audio', deviceIds, absentDeviceIds, state, pid: 1, sinceMs: 0, mediaUntilMs: nowMs, fps: null, speed: 1, droppedFrames: 0, restarts: 0, startTookMs: 1, cause: null, signal: [],
});

function status(recorder: Partial<ConsoleStatus['recorder']> = {}, hoursLeft = 10): ConsoleStatus {
  return {
    nowMs, clockAheadMs: 0, currentHearingId: 'h', hallCheck: false, patternUntilMs: null, queue: { waiting: {}, waitingTotal: 0, bytesWaiting: 0, undeliverable: 0, sending: null, etaMs: null, nextAttemptAtMs: null, lastError: null },
    mail: { waiting: 0, sinceMs: null, lastError: null, refused: [] },
    recorder: { mode: 'record', captures: [capture('running')], segmentsClosed: 1, segmentsVerified: 1, segmentsDamaged: 0, lastVerifiedAtMs: nowMs - 5000, encoder: 'x', targets: [], ...recorder },
    storage: { path: '/', freeBytes: 1, totalBytes: 2, hoursLeft },
    courtServer: { state: 'connected', sinceMs: 0, url: null }, services: [], unsealed: [], alarms: [],
  };
}

const long = nowMs - 60_000;

test.each<[string, ConsoleStatus, PhaseName, number | null, string, string[]]>([
  ['all is well', status(), 'in_session', long, 'safe', []],
  ['closed to the public: recorded too', status(), 'closed_section', long, 'safe', []],
  ['technical break: recorded too', status(), 'technical_break', long, 'safe', []],
  ['recess', status({ mode: 'off', captures: [] }), 'recess', null, 'not_recorded', []],
  ['deliberation', status({ mode: 'off' }), 'deliberation', null, 'not_recorded', []],
  ['connecting, whatever is broken', status({ captures: [capture('lost')] }, 0), 'connecting', null, 'not_recorded', []],
  ['closed', status(), 'closed', null, 'not_recorded', []],
  ['a capture is starting', status({ captures: [capture('running'), capture('starting', 'cam-1')] }), 'in_session', long, 'starting', []],
  ['a capture is lost', status({ captures: [capture('running'), capture('lost', 'cam-1')] }), 'in_session', long, 'danger', ['capture_lost']],
  ['one of two recordings of a microphone is lost', status({ captures: [capture('running'), capture('lost', 'sound-mic-1', [], ['mic-1'])] }), 'in_session', long, 'safe', []],
  ['the joint sound is lost, every microphone records', status({ captures: [capture('lost'), capture('running', 's1', [], ['mic-1']), capture('running', 's2', [], ['mic-2'])] }), 'in_session', long, 'safe', []],
  ['both recordings of a microphone are lost', status({ captures: [capture('running', 'audio', ['mic-1']), capture('lost', 'sound-mic-1', [], ['mic-1'])] }), 'in_session', long, 'danger', ['capture_lost']],
  ['a microphone is left out, the others record', status({ captures: [capture('running', 'audio', ['mic-2'])] }), 'in_session', long, 'danger', ['capture_lost']],
  ['danger is said before starting', status({ captures: [capture('starting'), capture('lost', 'cam-1')] }), 'in_session', long, 'danger', ['capture_lost']],
  ['nothing is captured', status({ captures: [] }), 'in_session', long, 'danger', ['nothing_captured']],
  ['everything stopped', status({ captures: [capture('stopped')] }), 'in_session', long, 'danger', ['nothing_captured']],
  ['the recorder only shows', status({ mode: 'preview' }), 'in_session', long, 'danger', ['nothing_captured']],
  ['verified 45 s ago', status({ lastVerifiedAtMs: nowMs - 45_000 }), 'in_session', long, 'safe', []],
  ['verified longer ago', status({ lastVerifiedAtMs: nowMs - 45_001 }), 'in_session', long, 'danger', ['not_verified']],
  ['never verified, but only just begun', status({ lastVerifiedAtMs: null }), 'in_session', nowMs - 45_000, 'safe', []],
  ['verified before the recess, resumed just now', status({ lastVerifiedAtMs: nowMs - 900_000 }), 'in_session', nowMs - 10_000, 'safe', []],
  ['never verified', status({ lastVerifiedAtMs: null }), 'in_session', nowMs - 45_001, 'danger', ['not_verified']],
  ['the clock was set back, verified since', status(), 'in_session', nowMs + 3_600_000, 'safe', []],
  ['the clock was set back, not verified since', status({ lastVerifiedAtMs: nowMs - 60_000 }), 'in_session', nowMs + 3_600_000, 'danger', ['not_verified']],
  ['half an hour of disk', status({}, 0.5), 'in_session', long, 'safe', []],
  ['less', status({}, 0.49), 'in_session', long, 'danger', ['disk_full']],
  ['a damaged segment', status({ segmentsDamaged: 1 }), 'in_session', long, 'danger', ['segments_damaged']],
  ['everything at once', status({ captures: [capture('lost')], segmentsDamaged: 2, lastVerifiedAtMs: null }, 0), 'in_session', long, 'danger',
    ['nothing_captured', 'capture_lost', 'not_verified', 'disk_full', 'segments_damaged']],
])('%s', (_, given, phase, recordedSinceMs, level, reasons) => {
  expect(recordSafety(given, phase, recordedSinceMs)).toEqual({ level, reasons });
});

test('without signal are all devices of a lost capture, and those a running one goes on without', () => {
  const { recorder } = status({ captures: [capture('running', 'audio', ['mic-2']), { ...capture('lost', 'cam-1', []), deviceIds: ['cam-1'] }] });
  expect(lostDeviceIds(recorder)).toEqual(['mic-2', 'cam-1']);
});
