import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { openSteadyClock } from '#main/process/clock.ts';

const hourMs = 3_600_000;

test('a clock is carried on by the next process of the same boot, and follows the wall clock only when it is anchored', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'clock-'));
  const path = join(dir, 'clock.json');
  const clock = await openSteadyClock(path);
  const anchor = JSON.parse(await readFile(path, 'utf8')) as { bootId: string; monotonicMs: number };
  await writeAtomically(path, JSON.stringify({ ...anchor, offsetMs: Date.now() - clock.monotonicMs() - hourMs }));
  const behind = await openSteadyClock(path);
  expect(Math.abs(Date.now() - behind.nowMs() - hourMs)).toBeLessThan(50);
  expect(Math.abs(behind.wallAheadMs() - hourMs)).toBeLessThan(50);
  await behind.anchor();
  expect(Math.abs(Date.now() - behind.nowMs())).toBeLessThan(50);
  await clock.reread();
  expect(clock.offsetMs()).toBe(behind.offsetMs());
  await writeAtomically(path, JSON.stringify({ ...anchor, bootId: 'another boot', offsetMs: 0 }));
  expect(Math.abs(Date.now() - (await openSteadyClock(path)).nowMs())).toBeLessThan(50);
  await rm(dir, { recursive: true });
});
