import { expect, test } from 'vitest';
import { alarmsOf } from '#main/app/alarms.ts';
import type { ConsoleStatus } from '#shared/contract/status.ts';

const nowMs = 1_000_000;
const calm: Omit<ConsoleStatus, 'alarms'> = {
  nowMs, clockAheadMs: 0, currentHearingId: null, hallCheck: false, patternUntilMs: null,
  recorder: { mode: 'record', captures: [], segmentsClosed: 3, segmentsVerified: 3, segmentsDamaged: 0, lastVerifiedAtMs: nowMs, encoder: 'libx264', targets: [] },
  storage: { path: '/r', freeBytes: 1e12, totalBytes: 2e12, hoursLeft: 300 },
  queue: { waiting: {}, waitingTotal: 0, bytesWaiting: 0, undeliverable: 0, sending: null, etaMs: null, nextAttemptAtMs: null, lastError: null },
  courtServer: { state: 'connected', sinceMs: 0, url: null },
  mail: { waiting: 0, sinceMs: null, lastError: null, refused: [] },
  services: [],
  unsealed: [],
};
const capture = {
  captureId: 'cam1', kind: 'video' as const, deviceIds: ['cam1'], absentDeviceIds: [], state: 'lost' as const, pid: null, sinceMs: 900_000, mediaUntilMs: 899_000,
  fps: null, speed: null, droppedFrames: 0, restarts: 1, startTookMs: null, cause: 'ended', signal: [],
};
const disk = { path: '/a', state: 'ok' as const, detail: '', sinceMs: 1, freeBytes: 1, totalBytes: 2, behindFiles: 0, unreserved: null, sameDisk: false };
const codes = (facts: Omit<ConsoleStatus, 'alarms'>) => alarmsOf(facts).map((a) => `${a.level} ${a.code}`);

test('when all is well there is no alarm', () => expect(codes(calm)).toEqual([]));

test.each<[string, Partial<typeof calm>, string[]]>([
  ['a lost capture', { recorder: { ...calm.recorder, captures: [capture] } }, ['danger capture_lost']],
  ['one of two recordings of a sound', { recorder: { ...calm.recorder, captures: [{ ...capture, captureId: 'sound-mic', deviceIds: ['mic'] }, { ...capture, captureId: 'audio', deviceIds: ['mic'], state: 'running' }] } }, ['note copy_lost']],
  ['both recordings of a sound', { recorder: { ...calm.recorder, captures: [{ ...capture, captureId: 'sound-mic', deviceIds: ['mic'] }, { ...capture, captureId: 'audio', deviceIds: ['mic', 'other'] }] } }, ['danger capture_lost', 'danger capture_lost']],
  ['a damaged segment', { recorder: { ...calm.recorder, segmentsDamaged: 1 } }, ['loss segment_damaged']],
  ['no space kept on a disk that records', { recorder: { ...calm.recorder, targets: [{ ...disk, unreserved: 'ENOTSUP' }] } }, ['note not_reserved']],
  ['no space kept on a disk that is away', { recorder: { ...calm.recorder, targets: [disk, { ...disk, path: '/b', state: 'away', unreserved: 'ENOSPC' }] } }, ['note target_lost']],
  ['a disk for two hours', { storage: { ...calm.storage, hoursLeft: 2 } }, ['note disk_low']],
  ['a disk for ten minutes', { storage: { ...calm.storage, hoursLeft: 0.16 } }, ['danger disk_full']],
  ['a server away for ten seconds', { courtServer: { state: 'unreachable', sinceMs: nowMs - 10_000, url: null } }, []],
  ['a server away for two minutes', { courtServer: { state: 'unreachable', sinceMs: nowMs - 120_000, url: null } }, ['note court_server_unreachable']],
  ['a refused token', { courtServer: { state: 'refused', sinceMs: nowMs, url: null } }, ['note court_server_refused']],
  ['a clock set by an hour during a hearing', { clockAheadMs: 3_600_000 }, ['note clock_set']],
  ['a clock a second off', { clockAheadMs: -1000 }, []],
  ['a damaged database', { services: [{ name: 'store', state: 'failed', pid: null, detail: '/aside' }] }, ['loss store_damaged']],
  ['a recording that could not be sealed', { unsealed: [{ hearingId: 'h', caseNumber: '1', sinceMs: 1 }] }, ['danger not_sealed']],
  ['a file that changed before it was sent', { queue: { ...calm.queue, undeliverable: 2 } }, ['loss not_deliverable']],
  ['a message that waits for ten minutes', { mail: { ...calm.mail, waiting: 1, sinceMs: nowMs - 600_000, lastError: 'mail.unreachable' } }, []],
  ['a message that waits for more than an hour', { mail: { ...calm.mail, waiting: 1, sinceMs: nowMs - 3_600_001, lastError: null } }, ['note mail_waiting']],
  ['a message that the settings keep from going', { mail: { ...calm.mail, waiting: 1, sinceMs: nowMs - 1, lastError: 'mail.login_refused' } }, ['note mail_waiting']],
  ['two refused messages', { mail: { ...calm.mail, refused: ['a', 'b'].map((mailId) => ({ mailId, name: 'n', address: 'n@court.example', caseNumber: '1', sinceMs: 1 })) } }, ['note mail_refused', 'note mail_refused']],
  ['a failed picture service', { services: [{ name: 'media_edge', state: 'failed', pid: null, detail: 'x' }] }, ['note service_failed']],
])('%s', (_, change, expected) => expect(codes({ ...calm, ...change })).toEqual(expected));

test('the same lost capture keeps its alarm id, a second loss gets a new one', () => {
  const id = (sinceMs: number) => alarmsOf({ ...calm, recorder: { ...calm.recorder, captures: [{ ...capture, sinceMs }] } })[0]?.alarmId;
  expect(id(1)).toBe(id(1));
  expect(id(1)).not.toBe(id(2));
});

test('a microphone the sound goes on without is an alarm of its own, one for as long as it is away', () => {
  const sound = { ...capture, captureId: 'audio', kind: 'audio' as const, deviceIds: ['mic-1', 'mic-2'], absentDeviceIds: ['mic-2'], state: 'running' as const };
  const told = (sinceMs: number) => alarmsOf({ ...calm, recorder: { ...calm.recorder, captures: [{ ...sound, sinceMs }] } });
  expect(told(1)).toMatchObject([{ level: 'danger', code: 'capture_lost', params: { captureId: 'mic-2' } }]);
  expect(told(1)[0]?.alarmId).toBe(told(2)[0]?.alarmId);
});

test('no alarm hides its own code or devices behind a parameter of that name', () => {
  const facts = { ...calm, recorder: { ...calm.recorder, captures: [capture], targets: [{ ...disk, unreserved: 'ENOSPC' }, { ...disk, path: '/b', state: 'away' as const }] } };
  const names = alarmsOf(facts).flatMap(({ params }) => Object.keys(params));
  expect(names).not.toEqual([]);
  expect(names.filter((name) => name === 'code' || name === 'devices')).toEqual([]);
});
