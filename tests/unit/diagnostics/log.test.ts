import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '#main/diagnostics/log.ts';
import { redact, redactText } from '#main/process/redact.ts';
import { RotatingFile } from '#main/diagnostics/rotatingFile.ts';

let dir: string;
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'log-')); });
afterEach(() => rmSync(dir, { recursive: true }));

const clock = { nowMs: () => 1_770_000_000_000 };

test('a line reaches file, memory and listeners alike', () => {
  const log = createLog({ dataDir: dir, clock });
  const heard: unknown[] = [];
  const leave = log.onLine((line) => heard.push(line));
  log.warn('recorder', 'speed below 1', { speed: 0.9 });
  leave();
  log.info('recorder', 'speed is 1 again');
  const line = { atMs: clock.nowMs(), level: 'warn', area: 'recorder', text: 'speed below 1' };
  expect(heard).toEqual([line]);
  expect(log.recent(10)[0]).toEqual(line);
  expect(log.recent(1).map((l) => l.text)).toEqual(['speed is 1 again']);
  const written = readFileSync(log.path, 'utf8').trim().split('\n').map((l) => JSON.parse(l) as unknown);
  expect(written[0]).toMatchObject({ level: 'warn', area: 'recorder', msg: 'speed below 1', more: { speed: 0.9 }, time: '2026-02-02T02:40:00.000Z' });
  expect(statSync(log.path).mode & 0o777).toBe(0o600);
  log.close();
});

test('memory keeps the newest 2,000 lines', () => {
  const log = createLog({ dataDir: dir, clock });
  for (let n = 0; n < 5001; n += 1) log.debug('test', String(n));
  const kept = log.recent(9999);
  expect([kept.length, kept[0]?.text, kept.at(-1)?.text]).toEqual([2000, '3001', '5000']);
  log.close();
});

test('no secret gets into the file or to a listener', () => {
  const log = createLog({ dataDir: dir, clock });
  log.error('devices', 'rtsp://admin:s3cretPw@10.0.0.7/live failed', { deviceToken: 's3cretPw', headers: { Authorization: 'Bearer s3cretPw' }, list: [{ password: 's3cretPw' }] });
  log.error('devices', 'rtsp://admin:s3cretPw@s3cretPw@10.0.0.7/live failed');
  log.info('web', 'GET /media/live/a.flv?ticket=s3cretPw&x=1');
  log.info('ctl', 'token local:s3cretPws3cretPw:secretary');
  expect(readFileSync(log.path, 'utf8')).not.toContain('s3cretPw');
  expect(JSON.stringify(log.recent(10))).not.toContain('s3cretPw');
  log.close();
});

test('what is no secret stays readable', () => {
  expect(redact({ hearingId: 'h', path: '/a/b', count: 2n, deep: [{ text: 'ә' }] })).toEqual({ hearingId: 'h', path: '/a/b', count: '2', deep: [{ text: 'ә' }] });
  expect(redactText('http://127.0.0.1:80/x?fromMs=1')).toBe('http://127.0.0.1:80/x?fromMs=1');
});

test('something that contains itself is cut off, not followed for ever', () => {
  const round: Record<string, unknown> = {};
  round.self = round;
  expect(JSON.stringify(redact(round))).toContain('…');
});

test('rotation keeps every line, newest files first, and drops only the oldest', () => {
  const path = join(dir, 'a.log');
  const file = new RotatingFile({ path, maxBytes: 20, kept: 2 });
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) file.write(`line-${n}\n`);
  file.close();
  const read = (suffix: string) => readFileSync(path + suffix, 'utf8');
  expect([read('.2'), read('.1'), read('')]).toEqual(['line-3\nline-4\n', 'line-5\nline-6\n', 'line-7\nline-8\n']);
  expect(existsSync(`${path}.3`)).toBe(false);
});

test('a file from before is appended to', () => {
  const path = join(dir, 'a.log');
  writeFileSync(path, 'before\n');
  const file = new RotatingFile({ path, maxBytes: 1000, kept: 1 });
  file.write('after\n');
  file.close();
  expect(readFileSync(path, 'utf8')).toBe('before\nafter\n');
});

test('lines a disk refused are counted in the file once it accepts again', () => {
  const path = join(dir, 'a.log');
  mkdirSync(path); // a folder where the file should be: every write fails
  const file = new RotatingFile({ path, maxBytes: 1000, kept: 1 });
  file.write('one\n');
  file.write('two\n');
  rmSync(path, { recursive: true });
  file.write('three\n');
  file.close();
  expect(readFileSync(path, 'utf8')).toMatch(/2 lines could not be written.*\nthree\n/);
});
