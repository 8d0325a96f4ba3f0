import { expect, test } from 'vitest';
import { createServiceLog } from '#main/recorder/service/log.ts';

test('no secret gets into the recorder\'s log file, nor to the console', () => {
  const written: string[] = [];
  const passed: unknown[] = [];
  const log = createServiceLog({ clock: { nowMs: () => 1_770_000_000_000 }, write: (line) => written.push(line), pass: (...said) => passed.push(said) });
  log.error('recorder', 'rtsp://admin:s3cretPw@10.0.0.7/live: Connection refused', { source: { url: 'rtsp://admin:s3cret@Pw@10.0.0.7/live' }, secret: 's3cretPw' });
  log.info('recorder', 'rtmp://127.0.0.1:1935/live/cam1?sign=s3cretPw');
  log.warn('recorder', 'speed below 1', { captureId: 'cam1', speed: 0.9 });
  expect(JSON.stringify({ written, passed })).not.toMatch(/s3cret|Pw/);
  expect(JSON.parse(written[2] ?? '')).toEqual({ at: '2026-02-02T02:40:00.000Z', level: 'warn', area: 'recorder', text: 'speed below 1', more: { captureId: 'cam1', speed: 0.9 } });
  expect(passed[2]).toEqual(['warn', 'speed below 1', { captureId: 'cam1', speed: 0.9 }]);
});
