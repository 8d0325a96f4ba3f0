import { expect, test } from 'vitest';
import { Rest } from '#main/recorder/capture/rest.ts';

const longMs = 60_000;

test('who is woken while awake does not fall asleep for what has happened already', async () => {
  const rest = new Rest();
  rest.wake();
  await rest.nap(longMs);
  let isAwake = false;
  const nap = rest.nap(longMs).then(() => { isAwake = true; });
  await Promise.resolve();
  expect(isAwake).toBe(false);
  rest.wake();
  await nap;
});

test('a sleep is ended by the end alone', async () => {
  const rest = new Rest();
  let isAwake = false;
  const sleep = rest.sleep(longMs).then(() => { isAwake = true; });
  rest.wake();
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(isAwake).toBe(false);
  rest.end();
  await sleep;
  expect(rest.isOver()).toBe(true);
});
