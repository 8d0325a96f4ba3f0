import { describe, expect, it } from 'vitest';
import { parseAlsaPcm } from '#main/devices/alsa.ts';
import { parseAvfoundation } from '#main/devices/avfoundation.ts';
import { parseDshow } from '#main/devices/dshow.ts';
import { nothing } from '#main/devices/found.ts';
import { usable } from '#main/devices/index.ts';
import { parsePulseSources } from '#main/devices/pulse.ts';
import { camerasOf } from '#main/devices/v4l2.ts';

describe('PulseAudio', () => {
  const source = (name: string, description: string, more: object = {}): object => ({ index: 0, name, description, monitor_source: '', properties: { 'device.class': 'sound' }, ...more });

  it('offers microphones by their description and opens them by their name', () => {
    const text = JSON.stringify([source('alsa_input.usb-1', 'Микрофон судьи'), source('alsa_input.usb-2', '(null)')]);
    expect(parsePulseSources(text)).toEqual({
      cameras: [], problems: [],
      microphones: [
        { name: 'Микрофон судьи', source: { type: 'pulse', device: 'alsa_input.usb-1' } },
        { name: 'alsa_input.usb-2', source: { type: 'pulse', device: 'alsa_input.usb-2' } },
      ],
    });
  });

  it('never offers what a loudspeaker plays', () => {
    const monitors = [
      source('hall.monitor', 'Monitor of Hall'),
      source('a', 'A', { monitor_source: 'hall' }),
      source('b', 'B', { properties: { 'device.class': 'monitor' } }),
    ];
    expect(parsePulseSources(JSON.stringify(monitors)).microphones).toEqual([]);
  });

  it.each(['', 'Connection refused', '{}', '[{"index":1}]'])('says so when the answer is %j', (text) => {
    expect(parsePulseSources(text).problems).toHaveLength(1);
  });
});

it('ALSA: capture devices only, by number', () => {
  const pcm = '00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1\n00-03: HDMI 0 : HDMI 0 : playback 1\n01-00: USB Audio : USB Audio : capture 1\n';
  expect(parseAlsaPcm(pcm).microphones).toEqual([
    { name: 'ALC257 Analog (0,0)', source: { type: 'alsa', device: 'plughw:0,0' } },
    { name: 'USB Audio (1,0)', source: { type: 'alsa', device: 'plughw:1,0' } },
  ]);
});

it('V4L2: the node with pictures of each camera, in order', () => {
  const nodes = [
    { device: '/dev/video10', name: 'USB Camera', index: 0 },
    { device: '/dev/video3', name: 'HD Webcam', index: 1 },
    { device: '/dev/video2', name: '', index: 0 },
  ];
  expect(camerasOf(nodes).cameras).toEqual([
    { name: '/dev/video2', source: { type: 'v4l2', device: '/dev/video2' } },
    { name: 'USB Camera', source: { type: 'v4l2', device: '/dev/video10' } },
  ]);
});

describe('DirectShow', () => {
  it('reads the list of ffmpeg 5 and later and opens devices by the name that is unique', () => {
    const text = [
      '[dshow @ 000001f0] "Integrated Camera" (video)',
      '[dshow @ 000001f0]   Alternative name "@device_pnp_\\\\?\\usb#vid_04f2&pid_b6d9#6&1#{65e8773d}\\global"',
      '[dshow @ 000001f0] "Микрофон (Realtek(R) Audio)" (audio)',
      '[dshow @ 000001f0]   Alternative name "@device_cm_{33D9A762}\\wave_{A1B2}"',
      '[dshow @ 000001f0] "OBS Virtual Camera" (none)',
      '[dshow @ 000001f0]   Alternative name "@device_sw_{860BB310}"',
      'dummy: Immediate exit requested',
    ].join('\r\n');
    expect(parseDshow(text)).toEqual({
      problems: [],
      cameras: [{ name: 'Integrated Camera', source: { type: 'dshow', device: '@device_pnp_\\\\?\\usb#vid_04f2&pid_b6d9#6&1#{65e8773d}\\global' } }],
      microphones: [{ name: 'Микрофон (Realtek(R) Audio)', source: { type: 'dshow', device: '@device_cm_{33D9A762}\\wave_{A1B2}' } }],
    });
  });

  it('reads the list of older versions by its headings', () => {
    const text = [
      '[dshow @ 0034] DirectShow video devices (some may be both video and audio devices)',
      '[dshow @ 0034]  "USB Video Device"',
      '[dshow @ 0034] DirectShow audio devices',
      '[dshow @ 0034]  "Microphone (USB)"',
    ].join('\n');
    const found = parseDshow(text);
    expect(found.cameras.map((c) => c.name)).toEqual(['USB Video Device']);
    expect(found.microphones.map((m) => m.name)).toEqual(['Microphone (USB)']);
  });
});

it('AVFoundation: cameras and microphones by name, no screens', () => {
  const text = [
    '[AVFoundation indev @ 0x7f] AVFoundation video devices:',
    '[AVFoundation indev @ 0x7f] [0] FaceTime HD Camera',
    '[AVFoundation indev @ 0x7f] [1] Capture screen 0',
    '[AVFoundation indev @ 0x7f] AVFoundation audio devices:',
    '[AVFoundation indev @ 0x7f] [0] MacBook Pro Microphone',
    ': Input/output error',
  ].join('\n');
  expect(parseAvfoundation(text)).toEqual({
    problems: [],
    cameras: [{ name: 'FaceTime HD Camera', source: { type: 'avfoundation', device: 'FaceTime HD Camera' } }],
    microphones: [{ name: 'MacBook Pro Microphone', source: { type: 'avfoundation', device: 'MacBook Pro Microphone' } }],
  });
});

it('does not offer a device a hall could not be set up with, and says so', () => {
  const found = usable({ ...nothing, microphones: [{ name: 'bell\u0007', source: { type: 'pulse', device: 'bell\u0007' } }, { name: 'good', source: { type: 'pulse', device: 'good' } }] });
  expect(found.microphones.map((m) => m.name)).toEqual(['good']);
  expect(found.problems).toHaveLength(1);
});
