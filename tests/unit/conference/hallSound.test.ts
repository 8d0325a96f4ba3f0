import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hallSound } from '../../../src-renderer/conference/hallSound.ts';
import { HandTime } from './handTime.ts';

/** A microphone of a browser, which can be pulled out. */
class Microphone extends EventTarget {
  isStopped = false;
  stop = (): void => { this.isStopped = true; };
  pullOut(): void {
    this.dispatchEvent(new Event('ended'));
  }
}

const streamOf = (microphone: Microphone) => ({ getTracks: () => [microphone], getAudioTracks: () => [microphone] });
const track = { kind: 'audio' };
const heardNow: Microphone[] = [];
let plugged: Microphone | null;

class Context {
  createMediaStreamDestination = () => ({ stream: { getAudioTracks: () => [track] } });
  createMediaStreamSource = (stream: ReturnType<typeof streamOf>) => {
    const [microphone = new Microphone()] = stream.getTracks();
    return { connect: () => heardNow.push(microphone), disconnect: () => heardNow.splice(heardNow.indexOf(microphone), 1) };
  };
  close = async (): Promise<void> => undefined;
}

beforeEach(() => {
  plugged = new Microphone();
  heardNow.length = 0;
  vi.stubGlobal('AudioContext', Context);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: async () => (plugged ? streamOf(plugged) : Promise.reject(new DOMException('no device', 'NotFoundError'))) } });
});
afterEach(() => { vi.unstubAllGlobals(); });

function opened() {
  const time = new HandTime();
  const said: boolean[] = [];
  const sound = hallSound(time, (isHeard) => said.push(isHeard));
  return { time, said, sound };
}
const settle = () => new Promise((resolve) => { setImmediate(resolve); });

test('a microphone that is pulled out is told, and the next one there is goes on over the same track', async () => {
  const { time, said, sound } = opened();
  await sound.ready;
  expect([said, heardNow]).toEqual([[true], [plugged]]);
  const first = plugged;
  plugged = null;
  first?.pullOut();
  expect([said, heardNow]).toEqual([[true, false], []]);
  time.pass(2000);
  await settle();
  expect(said).toEqual([true, false]);
  plugged = new Microphone();
  time.pass(2000);
  await settle();
  expect([said.at(-1), heardNow, sound.track]).toEqual([true, [plugged], track]);
  sound.stop();
  expect([first?.isStopped, plugged.isStopped]).toEqual([false, true]);
});

test('a hall without one is told at once; stopped, nothing is asked for any more', async () => {
  plugged = null;
  const { time, said, sound } = opened();
  await sound.ready;
  expect(said).toEqual([false]);
  sound.stop();
  plugged = new Microphone();
  time.pass(10_000);
  await settle();
  expect([said, heardNow]).toEqual([[false], []]);
});

test('one that is given only after the stop is given back', async () => {
  const { said, sound } = opened();
  sound.stop();
  await sound.ready;
  expect([said, plugged?.isStopped]).toEqual([[], true]);
});
