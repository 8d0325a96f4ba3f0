import { describe, expect, test } from 'vitest';
import { createAttempts } from '../../../../src-server/http/attempts.ts';
import { allowedHosts, hostName } from '../../../../src-server/http/hosts.ts';
import { uploadIdOf } from '../../../../src-server/http/tus.ts';

describe('attempts', () => {
  test('too many within the window, forgotten after it, each address for itself', () => {
    const attempts = createAttempts(3, 1000);
    for (let i = 0; i < 3; i += 1) attempts.wrong('a', 100 + i);
    expect(attempts.tooMany('a', 500)).toBe(true);
    expect(attempts.tooMany('b', 500)).toBe(false);
    expect(attempts.tooMany('a', 1100)).toBe(false);
    attempts.wrong('a', 1101);
    expect(attempts.tooMany('a', 1102)).toBe(false);
  });

  test('memory is bounded: the oldest address goes first', () => {
    const attempts = createAttempts(1, 1_000_000);
    for (let i = 0; i <= 10_000; i += 1) attempts.wrong(`address ${i}`, i);
    expect(attempts.tooMany('address 0', 10_001)).toBe(false);
    expect(attempts.tooMany('address 10000', 10_001)).toBe(true);
  });
});

describe('hosts', () => {
  test('loopback names and the address listened on; nothing else', () => {
    const allowed = allowedHosts('192.168.1.5');
    for (const header of ['127.0.0.1:8480', 'localhost:1', '[::1]:80', '192.168.1.5:8480', 'LOCALHOST']) expect([header, allowed.has(hostName(header))]).toEqual([header, true]);
    for (const header of ['evil.example', 'localhost.evil.example:8480', '', undefined, '127.0.0.1.evil']) expect([header, allowed.has(hostName(header))]).toEqual([header, false]);
  });
});

test('an upload\'s address depends on hall, file and content', () => {
  const ids = [uploadIdOf('h', 'f', 's'), uploadIdOf('h2', 'f', 's'), uploadIdOf('h', 'f2', 's'), uploadIdOf('h', 'f', 's2')];
  expect(new Set(ids).size).toBe(4);
  expect(uploadIdOf('h', 'f', 's')).toBe(ids[0]);
});
