import { expect, test } from 'vitest';
import type { CameraSource, MicrophoneSource } from '#shared/domain/hall.ts';
import { encoderTrial, hardwareEncoders } from '#main/recorder/arguments/encoder.ts';
import { captureArguments } from '#main/recorder/arguments/index.ts';
import { absentMicrophoneInput } from '#main/recorder/arguments/inputs.ts';
import type { Capture } from '#main/recorder/captures.ts';
import { camera, context, microphone } from './hall.ts';

const video = (source: CameraSource, mode: Capture['mode'] = 'record'): Capture => ({ kind: 'video', captureId: 'cam1', mode, camera: camera(source) });
const audio = (sources: MicrophoneSource[], mode: Capture['mode'] = 'record'): Capture =>
  ({ kind: 'audio', captureId: sources.length > 1 ? 'audio' : 'sound-mic1', mode, microphones: sources.map((source, i) => microphone(source, i + 1)) });

const cameras: CameraSource[] = [
  { type: 'v4l2', device: '/dev/video0; reboot' },
  { type: 'dshow', device: 'Logitech "Brio"' },
  { type: 'avfoundation', device: 'FaceTime' },
  { type: 'rtsp', url: 'rtsp://user:word@10.0.0.5/stream' },
  { type: 'rtmp', streamKey: 'hall-left' },
  { type: 'synthetic', variant: 2 },
];
test.each(cameras)('camera: $type', (source) => expect(captureArguments(video(source), context)).toMatchSnapshot());

const microphones: MicrophoneSource[] = [
  { type: 'pulse', device: 'alsa_input.usb', server: '/run/pulse/one' },
  { type: 'alsa', device: 'hw:1' },
  { type: 'dshow', device: 'Микрофон (USB)' },
  { type: 'avfoundation', device: '0' },
  { type: 'rtsp', url: 'rtsp://10.0.0.6/sound' },
  { type: 'synthetic', voice: 3 },
];
test.each(microphones)('microphone: $type', (source) => expect(captureArguments(audio([source]), context)).toMatchSnapshot());

test('several microphones are tracks in their order, and their mix is the last', () => {
  expect(captureArguments(audio([{ type: 'synthetic', voice: 1 }, { type: 'pulse', device: 'two' }]), context)).toMatchSnapshot();
});

test('a microphone that is left out of the joint sound keeps its track', () => {
  const capture = audio([{ type: 'synthetic', voice: 1 }, { type: 'synthetic', voice: 2 }]);
  const args = captureArguments(capture, { ...context, absent: new Set(['mic1']) }) ?? [];
  expect(args.join(' ')).toContain(absentMicrophoneInput.join(' '));
  expect(args.filter((arg) => arg.startsWith('title='))).toEqual(['title=Микрофон "1"; rm -rf', 'title=Микрофон "2"; rm -rf', 'title=mix']);
});

/** The places that a capture writes to. */
const teeOf = (capture: Capture, at: typeof context): string | undefined => {
  const args = captureArguments(capture, at) ?? [];
  return args[args.indexOf('tee') + 1];
};

test('a second target is a place of its own, which fails by itself', () => {
  const places = teeOf(video({ type: 'synthetic', variant: 1 }), { ...context, pushUrl: null, secondDir: '/mnt/100% [b]|c' })?.split(/(?<!\\)\|/) ?? [];
  expect(places).toMatchSnapshot();
  expect(places.every((place) => place.includes('onfail=ignore:use_fifo=1'))).toBe(true);
});

test.each(hardwareEncoders.map((encoder) => [encoder.name, encoder] as const))('pictures by %s', (_, encoder) => {
  expect(captureArguments(video({ type: 'synthetic', variant: 1 }), { ...context, encoder })).toMatchSnapshot();
  expect(encoderTrial(encoder)).toMatchSnapshot();
});

test('a preview writes no file', () => {
  expect(teeOf(video({ type: 'synthetic', variant: 1 }, 'preview'), context)).toMatch(/^\[f=flv:/);
  const sound = captureArguments(audio([{ type: 'synthetic', voice: 1 }], 'preview'), context) ?? [];
  expect(sound).not.toContain('segment');
  expect(sound.slice(-3)).toEqual(['-f', 'null', '-']);
});

test('the media edge being away stops the live picture, not the recording', () => {
  const away = { ...context, pushUrl: null, pullUrl: null };
  expect(teeOf(video({ type: 'synthetic', variant: 1 }), away)).toMatch(/^\[f=segment:[^|]*$/);
  expect(captureArguments(video({ type: 'synthetic', variant: 1 }, 'preview'), away)).toBeNull();
  expect(captureArguments(video({ type: 'rtmp', streamKey: 'x' }), away)).toBeNull();
});
