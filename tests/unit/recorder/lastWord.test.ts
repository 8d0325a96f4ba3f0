import { expect, test } from 'vitest';
import { untilMediaReaches, type Writer } from '#main/recorder/capture/lastWord.ts';

/** Further by so much at each look. */
function growing(byMs: number, inHandMs = 0): Writer & { furthestMs: () => number } {
  let at = 0;
  return { comeMs: async () => (at += byMs), furthestMs: () => at, isWriting: () => true, inHandMs };
}

test('a camera that is catching up is waited for until it has come to the border', async () => {
  const camera = growing(50, 200);
  await untilMediaReaches(2000, camera);
  expect(camera.furthestMs()).toBe(2000);
});

test('what is there already is not waited for, nor what a process has in hand', async () => {
  for (const [writer, wantedMs] of [[growing(100), 90], [growing(100, 200), 290]] as const) {
    await untilMediaReaches(wantedMs, writer);
    expect(writer.furthestMs()).toBe(100);
  }
});

test('nobody waits for one that brings nothing more, whose disk does not answer, or that never gets there', async () => {
  const answers: Writer['comeMs'][] = [async () => 500, async () => null, () => new Promise(() => undefined)];
  for (const comeMs of answers) await untilMediaReaches(1000, { comeMs, isWriting: () => true, inHandMs: 0 });
  await untilMediaReaches(Infinity, growing(1));
});

test('that a disk fails is told', async () => {
  await expect(untilMediaReaches(1000, { comeMs: () => Promise.reject(new Error('EIO')), isWriting: () => true, inHandMs: 0 })).rejects.toThrow('EIO');
});

test('nobody waits for a process that is gone', async () => {
  let looks = 0;
  await untilMediaReaches(1000, { comeMs: async () => (looks += 1), isWriting: () => looks < 3, inHandMs: 0 });
  expect(looks).toBe(3);
});
