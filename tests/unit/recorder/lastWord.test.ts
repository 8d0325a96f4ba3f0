import { expect, test } from 'vitest';
import { untilMediaReaches } from '#main/recorder/capture/lastWord.ts';

/** Further by so much at each look. */
function growing(byMs: number): { comeMs: () => Promise<number>; furthestMs: () => number } {
  let at = 0;
  return { comeMs: async () => (at += byMs), furthestMs: () => at };
}

const always = (): boolean => true;

test('a camera that is catching up is waited for until it has come to the border', async () => {
  const camera = growing(50);
  await untilMediaReaches(2000, camera.comeMs, always);
  expect(camera.furthestMs()).toBe(2000);
});

test('what is there already is not waited for', async () => {
  const sound = growing(100);
  await untilMediaReaches(90, sound.comeMs, always);
  expect(sound.furthestMs()).toBe(100);
});

test('nobody waits for one that brings nothing more, whose disk does not answer or fails, or that never gets there', async () => {
  await untilMediaReaches(1000, async () => 500, always);
  await untilMediaReaches(1000, async () => null, always);
  await untilMediaReaches(1000, () => new Promise(() => undefined), always);
  await untilMediaReaches(1000, () => Promise.reject(new Error('EIO')), always);
  await untilMediaReaches(Infinity, growing(1).comeMs, always);
});

test('nor for a process that is gone', async () => {
  let looks = 0;
  await untilMediaReaches(1000, async () => (looks += 1), () => looks < 3);
  expect(looks).toBe(3);
});
