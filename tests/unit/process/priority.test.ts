import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { goAhead, standBack } from '#main/process/priority.ts';

let child: ChildProcess;
const pid = (): number => child.pid ?? 0;

beforeEach(async () => {
  child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
});
afterEach(async () => {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
});

test('what goes ahead does, its session too, or it is said that it may not', () => {
  const before = getPriority(pid());
  const goes = goAhead(pid());
  expect(getPriority(pid())).toBe(goes ? -10 : before);
  const session = `/proc/${pid()}/autogroup`;
  if (getPriority(pid()) === -10 && existsSync(session)) expect(readFileSync(session, 'utf8')).toMatch(/nice -10$/m);
});

test('everybody may order that something stands back', () => {
  expect(standBack(pid())).toBe(true);
  expect(getPriority(pid())).toBe(Math.max(7, getPriority()));
});

test('of a process that is not there it is said', () => {
  expect([goAhead(4_194_303), standBack(4_194_303)]).toEqual([false, false]);
});
