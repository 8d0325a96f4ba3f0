import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { setPriority } from 'node:os';
import { rateHz, slotSamples, slotSound } from './code.ts';

/**
 * `feeder.ts <pipe> …`: speaks the sound clock into these pipes, the first as microphone 0, for ever.
 * Like a real microphone's, samples follow each other by count: a moment in which this machine is busy
 * makes them late, not other. Says on its last line how many samples a full pipe did not take.
 */
const tickMs = 4;
const samplesPerMs = rateHz / 1000;
const nowMs = (): number => performance.timeOrigin + performance.now();

setPriority(-10);
const microphones = process.argv.slice(2).map((pipe, microphone) => {
  const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  return { fd, microphone, slot: -1, sound: new Int16Array(slotSamples) };
});
let next = Math.floor(nowMs() * samplesPerMs);
let refused = 0;

/** The samples `[from, to)` of one microphone, all within one slot. */
function samplesOf(one: typeof microphones[number], from: number, to: number): Int16Array {
  const slot = Math.floor(from / slotSamples);
  if (slot !== one.slot) [one.slot, one.sound] = [slot, Int16Array.from(slotSound(slot, one.microphone), (sample) => Math.round(sample * 32_767))];
  return one.sound.subarray(from - slot * slotSamples, to - slot * slotSamples);
}

function write(fd: number, samples: Int16Array): void {
  try {
    writeSync(fd, samples);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EAGAIN') throw e;
    refused += samples.length;
  }
}

setInterval(() => {
  const until = Math.floor(nowMs() * samplesPerMs);
  while (next < until) {
    const to = Math.min(until, (Math.floor(next / slotSamples) + 1) * slotSamples);
    for (const one of microphones) write(one.fd, samplesOf(one, next, to));
    next = to;
  }
}, tickMs);

process.on('SIGTERM', () => {
  for (const { fd } of microphones) closeSync(fd);
  console.log(JSON.stringify({ refusedSamples: refused }));
  process.exit(0);
});
console.log(JSON.stringify({ ready: true }));
