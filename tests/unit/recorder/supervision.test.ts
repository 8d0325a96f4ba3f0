import { expect, test } from 'vitest';
import { causeOf } from '#main/recorder/capture/cause.ts';
import { failuresAfter, judge, pauseBeforeRestartMs } from '#main/recorder/capture/restartPolicy.ts';
import { capturePlan } from '#main/recorder/plan.ts';
import { camera, microphone } from './hall.ts';

test('the first restart is at once, later ones wait longer, and it never ends', () => {
  expect([1, 2, 3, 4, 5, 6, 1000].map(pauseBeforeRestartMs)).toEqual([0, 500, 1000, 2000, 5000, 5000, 5000]);
});

test('a capture that ran well starts counting its failures again', () => {
  expect(failuresAfter(4, 500)).toBe(5);
  expect(failuresAfter(4, 10_000)).toBe(1);
});

test('alive without new media is told within two seconds, and hanging after three; not alive is ended', () => {
  const well = { alive: true, hasMedia: true, sinceStartMs: 60_000, sinceGrowthMs: 400 };
  expect(judge(well)).toBe('well');
  expect(judge({ ...well, sinceGrowthMs: 1401 })).toBe('stalled');
  expect(judge({ ...well, sinceGrowthMs: 3001 })).toBe('hanging');
  expect(judge({ ...well, alive: false })).toBe('ended');
  expect(judge({ ...well, hasMedia: false, sinceStartMs: 9000, sinceGrowthMs: 9000 })).toBe('well');
  expect(judge({ ...well, hasMedia: false, sinceStartMs: 10_001 })).toBe('hanging');
});

test.each([
  ['[error] /dev/video7: No such file or directory', 'the device was not found'],
  ['[video4linux2 @ 0x55] [error] ioctl: Device or resource busy', 'the device is in use by another program'],
  ['av_interleaved_write_frame(): [error] No space left on device\n[error] Conversion failed!', 'the disk is full'],
  ['[tcp @ 0x7] [error] refused\n[error] rtsp://u:secret@10.0.0.5/s: Connection timed out', 'the device does not answer'],
  ['[warning] something\n[fifo @ 0x55] [error] Error opening rtmp://127.0.0.1/live?key=secret: Connection refused', 'the process was ended from outside, without a word'],
])('%s', (log, words) => {
  expect(causeOf(log)).toContain(words);
  expect(causeOf(log)).not.toContain('secret');
});

test('every camera and every microphone is a capture of its own; recorded, all microphones are one more', () => {
  const hall = {
    court: 'c', name: 'n', demo: false,
    cameras: [camera({ type: 'synthetic', variant: 1 }), { ...camera({ type: 'synthetic', variant: 2 }), id: 'cam2' }],
    microphones: [microphone({ type: 'synthetic', voice: 1 }), microphone({ type: 'synthetic', voice: 2 }, 2)],
  };
  expect(capturePlan(hall, 'record').map((c) => [c.captureId, c.kind, c.mode])).toEqual([['sound-mic1', 'audio', 'record'], ['sound-mic2', 'audio', 'record'], ['audio', 'audio', 'record'], ['cam1', 'video', 'record'], ['cam2', 'video', 'record']]);
  expect(capturePlan(hall, 'preview').map((c) => c.captureId)).toEqual(['sound-mic1', 'sound-mic2', 'cam1', 'cam2']);
  expect(capturePlan({ ...hall, microphones: [] }, 'preview').map((c) => c.captureId)).toEqual(['cam1', 'cam2']);
});
