import { expect, test } from 'vitest';
import { Microphone } from '../../../src-participant/microphone.ts';
import { HandTime } from './handTime.ts';

function microphone() {
  const [time, track, told] = [new HandTime(), { enabled: true }, [] as boolean[]];
  return { time, track, told, microphone: new Microphone(track, time, (isBack) => told.push(isBack)) };
}

test('what the court has switched off is on in a confidential talk, and off again after it', () => {
  const { microphone: one, track, time } = microphone();
  one.stands(true, false);
  expect(track.enabled).toBe(false);
  one.stands(true, true);
  expect(track.enabled).toBe(true);
  one.stands(true, false);
  time.pass(10_000);
  expect(track.enabled).toBe(false);
});

test('after a talk nobody is heard before they have had time to read that it is over, however often they are told how things stand', () => {
  const { microphone: one, track, time, told } = microphone();
  one.stands(false, true);
  one.stands(false, false);
  one.stands(false, false);
  time.pass(2500);
  expect([track.enabled, told]).toEqual([false, [true]]);
  time.pass(1000);
  expect([track.enabled, told]).toEqual([true, [true, false]]);
});

test('a talk that begins anew in that moment is heard by those in it', () => {
  const { microphone: one, track, time } = microphone();
  one.stands(false, true);
  one.stands(false, false);
  time.pass(1000);
  one.stands(false, true);
  expect(track.enabled).toBe(true);
  time.pass(10_000);
  expect(track.enabled).toBe(true);
});
