import { expect, test } from 'vitest';
import type { Levels } from '#shared/contract/status.ts';
import { LevelBoard } from '#main/recorder/telemetry/levelBoard.ts';
import { MeterLines } from '#main/recorder/telemetry/meters.ts';
import { isProgress, paceBetween, parseProgress } from '#main/recorder/telemetry/progress.ts';

const lines = (id: string, peak: string, rms: string) =>
  ['frame:3    pts:86170736709427 pts_time:1.79522e+09\n', `lavfi.astats.Overall.Peak_level=${peak}\n`, `lavfi.astats.Overall.RMS_level=${rms}\n`, `mic=${id}\n`];

test('a reading is complete with the microphone it belongs to, wherever the packets end', () => {
  const meter = new MeterLines();
  const text = lines('mic1', '-18.063656', '-21.073771').join('');
  const packets = [text.slice(0, 60), text.slice(60, 120), text.slice(120)];
  expect(packets.map((packet) => meter.take(packet))).toEqual([[], [], [{ microphoneId: 'mic1', peakDb: -18.063656, rmsDb: -21.073771 }]]);
});

test('digital silence is -120 dB', () => {
  expect(new MeterLines().take(lines('mic1', '-inf', '-inf').join(''))).toEqual([{ microphoneId: 'mic1', peakDb: -120, rmsDb: -120 }]);
});

test('a lost line loses one reading and mixes up nothing', () => {
  const meter = new MeterLines();
  const [, , rms = '', id = ''] = lines('mic1', '-1', '-2');
  expect(meter.take(rms + id)).toEqual([]);
  expect(meter.take(lines('mic2', '-3', '-4').join(''))).toEqual([{ microphoneId: 'mic2', peakDb: -3, rmsDb: -4 }]);
});

test('pace is that of the last half second, not the mean since the start', () => {
  const text = 'frame=  250\nfps=25.00\nout_time_us=10000000\ndup_frames=0\ndrop_frames=3\nspeed=1.00x\nprogress=continue\n';
  expect(isProgress(text)).toBe(true);
  const progress = parseProgress(text);
  expect(progress).toEqual({ frames: 250, droppedFrames: 3, outTimeUs: 10_000_000 });
  const slow = { frames: 255, droppedFrames: 3, outTimeUs: 10_200_000 };
  expect(paceBetween({ progress, atMs: 1000 }, { progress: slow, atMs: 1500 })).toEqual({ fps: 10, speed: 0.4 });
  expect(paceBetween({ progress, atMs: 1000 }, { progress: slow, atMs: 1000 })).toBeNull();
});

test('levels of all microphones go out together, and old ones not at all', () => {
  const sent: Levels[] = [];
  const board = new LevelBoard((levels) => sent.push(levels));
  const reading = (microphoneId: string) => ({ microphoneId, rmsDb: -30, peakDb: -20 });
  board.take(reading('mic1'), 1000);
  board.take(reading('mic2'), 1010);
  board.take(reading('mic1'), 1100);
  board.take(reading('mic1'), 2050);
  expect(sent.map((s) => [s.atMs, s.microphones.map((m) => m.id)])).toEqual([[1000, ['mic1']], [1100, ['mic1', 'mic2']], [2050, ['mic1']]]);
});
