import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isOfThisBoot } from '#main/process/boot.ts';
import { ended, identify, isAlive, isOfAnotherBoot, processIdentitySchema, signal } from '#main/process/runner.ts';

const me = identify(process.pid);

test('after a reboot a process with the same pid and start time is another one: neither alive nor signalled', async () => {
  const innocent = spawn('sleep', ['60'], { stdio: 'ignore' });
  await once(innocent, 'spawn');
  const who = identify(innocent.pid ?? 0);
  const fromBefore = { ...who, bootId: 'another boot' };
  expect([isAlive(who), isOfAnotherBoot(who)]).toEqual([true, false]);
  expect([isAlive(fromBefore), isOfAnotherBoot(fromBefore)]).toEqual([false, true]);
  expect(signal(fromBefore, 'SIGKILL')).toBe(false);
  expect(await ended(fromBefore, 100)).toBe(true);
  expect(isAlive(who)).toBe(true);
  expect(signal(who, 'SIGKILL')).toBe(true);
  expect(await ended(who, 2000)).toBe(true);
});

test('where boots have no name, a moment that the clock has not reached yet was in another one', () => {
  const { bootId = '', monotonicMs = 0 } = me;
  expect(isOfThisBoot({ bootId, monotonicMs })).toBe(true);
  expect(isOfThisBoot({ bootId, monotonicMs: monotonicMs + 3_600_000 })).toBe(false);
});

test('what an earlier version wrote down is read and taken for this boot', () => {
  const { pid, startedAt } = me;
  const read = processIdentitySchema.parse(JSON.parse(JSON.stringify({ pid, startedAt })));
  expect(read).toEqual({ pid, startedAt });
  expect(isAlive(read)).toBe(true);
  expect(isAlive({ pid, startedAt: 'another time' })).toBe(false);
});
