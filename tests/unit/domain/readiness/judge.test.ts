import { expect, test } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import { judgeReadiness, type DeviceMeasured, type HallMeasured } from '#shared/domain/readiness/judge.ts';
import { isReady } from '#shared/domain/readiness/report.ts';

const fine: DeviceMeasured = { missing: null, conditions: ['speech'], fps: 25, peakDb: -14 };
const devices = Object.fromEntries([...demoHall.cameras, ...demoHall.microphones].map(({ id }) => [id, fine]));
const good: HallMeasured = {
  hall: demoHall, trial: { lengthMs: 8000, devices, readBackMs: { audio: 7900, cam1: 7600 }, damagedFiles: 0 },
  hoursLeft: 40, plannedHours: 8, line: { serverAheadMs: -120, roundTripMs: 8, upMbit: 93 }, monitorsSeen: true,
};
const [camera, microphone] = [demoHall.cameras[0]?.id ?? '', demoHall.microphones[0]?.id ?? ''];
const troubles = (change: Partial<HallMeasured>): string[] => judgeReadiness({ ...good, ...change }).filter(({ outcome }) => outcome !== 'passed').map(({ check, deviceId, outcome, problem }) => [check, deviceId ?? '', outcome, problem].join(' '));
const withDevice = (id: string, change: Partial<DeviceMeasured>): Partial<HallMeasured> => ({ trial: { ...good.trial, devices: { ...devices, [id]: { ...fine, ...change } } } });
const key = 'signing_key  not_checked not_set_up';

test('a hall in order: everything passed, each device by itself, and the key that is not there is said to be so', () => {
  expect(troubles({})).toEqual([key]);
  expect(judgeReadiness(good).map(({ check }) => check)).toEqual([
    ...demoHall.cameras.map(() => 'camera'), ...demoHall.microphones.map(() => 'microphone'), 'read_back', 'monitors', 'disk', 'clock', 'court_server', 'network', 'signing_key',
  ]);
  expect(isReady(judgeReadiness(good))).toBe(true);
});

test.each<[string, Partial<HallMeasured>, string]>([
  ['a camera that gives nothing', withDevice(camera, { missing: 'no signal' }), `camera ${camera} failed not_delivering`],
  ['a camera that counts no frames', withDevice(camera, { fps: null }), `camera ${camera} failed not_delivering`],
  ['a black one', withDevice(camera, { conditions: ['black'] }), `camera ${camera} failed black`],
  ['a frozen one', withDevice(camera, { conditions: ['frozen'] }), `camera ${camera} failed frozen`],
  ['a microphone that gives nothing', withDevice(microphone, { missing: '' }), `microphone ${microphone} failed not_delivering`],
  ['one that was never heard', withDevice(microphone, { peakDb: null }), `microphone ${microphone} failed not_heard`],
  ['one into which nobody spoke', withDevice(microphone, { peakDb: -50.1 }), `microphone ${microphone} failed too_quiet`],
  ['one that is overloaded', withDevice(microphone, { conditions: ['clipping'] }), `microphone ${microphone} failed clipping`],
  ['a recording that is too short', { trial: { ...good.trial, readBackMs: { audio: 7900, cam1: 4700 } } }, 'read_back  failed not_read_back'],
  ['a recording of which nothing was read', { trial: { ...good.trial, readBackMs: { audio: 7900, cam1: 0 } } }, 'read_back  failed not_read_back'],
  ['no recording at all', { trial: { ...good.trial, readBackMs: {} } }, 'read_back  failed not_read_back'],
  ['a damaged file', { trial: { ...good.trial, damagedFiles: 1 } }, 'read_back  failed damaged'],
  ['too little space', { hoursLeft: 7.9 }, 'disk  failed too_little_space'],
  ['a clock that is off', { line: { serverAheadMs: -2001, roundTripMs: 8, upMbit: 93 } }, 'clock  failed differs'],
  ['K7-38: a slow line', { line: { serverAheadMs: 0, roundTripMs: 8, upMbit: 0.99 } }, 'network  failed too_slow'],
  ['monitors that show nothing', { monitorsSeen: false }, 'monitors  failed not_seen'],
])('%s', (_, change, trouble) => {
  expect(troubles(change)).toEqual(expect.arrayContaining([trouble]));
  expect(troubles(change)).toHaveLength(2);
  expect(isReady(judgeReadiness({ ...good, ...change }))).toBe(false);
});

test('what was not checked is neither passed nor failed', () => {
  expect(troubles({ line: 'none', monitorsSeen: null })).toEqual([
    'monitors  not_checked not_seen', 'clock  not_checked not_set_up', 'court_server  not_checked not_set_up', 'network  not_checked not_set_up', key,
  ]);
  expect(troubles({ line: 'no_answer' })).toEqual(['clock  not_checked no_answer', 'court_server  failed no_answer', 'network  failed no_answer', key]);
});
