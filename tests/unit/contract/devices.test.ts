import { describe, expect, test } from 'vitest';
import { courtServerSettingsSchema } from '#shared/contract/calls/session.ts';
import { cameraSourceSchema, hallSchema, microphoneSourceSchema, type Hall } from '#shared/domain/hall.ts';
import { captureArguments } from '#main/recorder/arguments/index.ts';
import { softwareEncoder } from '#main/recorder/arguments/encoder.ts';
import type { ArgumentContext } from '#main/recorder/arguments/context.ts';
import type { Capture } from '#main/recorder/captures.ts';
import { hallOfEverything } from './samples.ts';

const context: ArgumentContext = {
  zeroUtcMs: 0, startedAtMs: 0, firstIndex: 0, segmentMs: 2000, secondDir: null, telemetryPort: 9, pushUrl: null, absent: new Set(), encoder: softwareEncoder,
  pullUrl: 'rtmp://127.0.0.1/in/key',
  syntheticSources: { camera: () => ['-i', 'picture'], microphone: () => ['-i', 'voice'] },
};

function argumentsOf(hall: Hall): string[][] {
  const captures: Capture[] = [
    { kind: 'audio', captureId: 'audio', mode: 'record', microphones: hall.microphones },
    ...hall.cameras.map((camera) => ({ kind: 'video' as const, captureId: camera.id, mode: 'record' as const, camera })),
  ];
  return captures.map((capture) => captureArguments(capture, context) ?? []);
}

/** Signs that mean something to a shell, to ffmpeg's parsers or to its protocols. */
const nasty = ['-i', '-f lavfi -i anullsrc', 'a|b', '"quoted" \'name\'', 'file:/etc/passwd', 'concat:/etc/passwd|/etc/shadow', '$(reboot)', 'x;y&z', '\\', '%d', '[out]', 'a=b:c=d', '../../x'];
const hallWith = (change: { device?: string; label?: string }): unknown => ({
  ...hallOfEverything,
  cameras: hallOfEverything.cameras.map((c) => ({ ...c, label: change.label ?? c.label, source: 'device' in c.source && change.device ? { ...c.source, device: change.device } : c.source })),
  microphones: hallOfEverything.microphones.map((m) => ({ ...m, label: change.label ?? m.label, source: 'device' in m.source && change.device ? { ...m.source, device: change.device } : m.source })),
});

describe('what a device is called changes one argument and nothing else', () => {
  const usual = argumentsOf(hallOfEverything);

  test.each(nasty)('device %j', (device) => {
    const hall = hallSchema.parse(hallWith({ device }));
    const changed = argumentsOf(hall);
    expect(changed.map((list) => list.length)).toEqual(usual.map((list) => list.length));
    changed.forEach((list, c) => list.forEach((argument, i) => {
      if (argument === usual[c]?.[i]) return;
      expect(['-i'], `${argument} after ${list[i - 1]}`).toContain(list[i - 1]);
      expect([device, `video=${device}`, `audio=${device}`, `:${device}`]).toContain(argument);
    }));
  });

  test.each(nasty)('label %j', (label) => {
    const changed = argumentsOf(hallSchema.parse(hallWith({ label })));
    expect(changed.map((list) => list.length)).toEqual(usual.map((list) => list.length));
    changed.forEach((list, c) => list.forEach((argument, i) => {
      if (argument !== usual[c]?.[i]) expect([list[i - 1], argument]).toEqual([expect.stringMatching(/^-metadata:s:a:\d$/), `title=${label}`]);
    }));
  });
});

test.each(['a\nb', 'a\u0000b', '\u001b[31m', 'x\r\ny', 'tab\there', '\u0085'])('control characters in device or label: refused by name (%j)', (text) => {
  const device = hallSchema.safeParse(hallWith({ device: text })).error?.issues.map((i) => i.path.join('.'));
  expect(device).toEqual(expect.arrayContaining(['cameras.0.source.device', 'microphones.0.source.device']));
  const label = hallSchema.safeParse(hallWith({ label: text })).error?.issues.map((i) => i.path.join('.'));
  expect(label).toEqual(expect.arrayContaining(['cameras.0.label', 'microphones.5.label']));
});

test.each([
  'file:/etc/passwd', 'concat:/etc/passwd|/etc/shadow', 'http://10.0.0.5/x', '-i', ' rtsp://10.0.0.5/', 'rtsp://a b', 'rtsp://a\nb', 'rtsp://a\u0000b', 'rtsp:///', 'RTSP', 'rtsp://', 'pipe:0', 'data:x',
])('%j is no network camera', (url) => {
  for (const schema of [cameraSourceSchema, microphoneSourceSchema]) {
    expect(schema.safeParse({ type: 'rtsp', url }).error?.issues[0]?.path).toEqual(['url']);
  }
});

test.each(['..', '../cam', 'a/b', 'CAM', 'cam 1', 'cam\u0000', '', '-i', 'ә', 'audio', '__proto__'])('%j is no id of a camera', (id) => {
  const [camera] = hallOfEverything.cameras;
  expect(hallSchema.safeParse({ ...hallOfEverything, cameras: [{ ...camera, id }] }).error?.issues[0]?.path[0]).toBe('cameras');
});

test('two devices of one id are refused', () => {
  const [camera] = hallOfEverything.cameras;
  expect(hallSchema.safeParse({ ...hallOfEverything, cameras: [camera, camera] }).error?.issues[0]).toMatchObject({ path: ['cameras'], message: 'ids repeat' });
});

test.each([
  ['url', 'http://user:secret@court.example'], ['url', 'http://court.example/?x='], ['url', 'http://court.example/#x'], ['url', 'file:///etc/passwd'], ['url', 'javascript:alert(1)'],
  ['url', '//court.example'], ['url', ''], ['deviceToken', 'sixteen-letters-\nX: y'], ['deviceToken', 'sixteen letters and spaces'], ['deviceToken', 'құпия-құпия-құпия-құпия'], ['deviceToken', 'short'],
])('court server: %s %j is refused by name', (field, value) => {
  const right = { url: 'https://court.example', deviceToken: '0123456789abcdef' };
  expect(courtServerSettingsSchema.safeParse({ ...right, [field]: value }).error?.issues[0]?.path).toEqual([field]);
});
