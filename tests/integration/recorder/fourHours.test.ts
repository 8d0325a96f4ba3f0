import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { streamOutput } from '#main/process/runner.ts';
import { evenly } from '#main/recorder/arguments/audio.ts';

/**
 * Four hours of a microphone in seconds: packets of 40 ms with the moments at which they come, by a device whose clock
 * is wrong by as much as a bad one's, on a machine that hands each on up to 20 ms late. Only the time is made up: the
 * filter is the one that captures are started with. 8,000 samples a second are enough, it counts in the device's own.
 */
const hours = 4;
const rateHz = 8000;
const packetSamples = rateHz * 0.04;
const lateMs = 5;
const beginsAt = 1_790_000_000 * rateHz;

/** Where each packet was put against where it was heard, ms. */
async function placesOffMs(driftPpm: number): Promise<number[]> {
  const comes = `if(eq(N,0),st(0,${driftPpm + 1000}));${beginsAt}+N*(1+${driftPpm}e-6)+random(0)*${(lateMs / 1000) * rateHz}`;
  const source = `anullsrc=r=${rateHz}:cl=mono:n=${packetSamples}:d=${hours * 3600}`;
  const ffmpeg = streamOutput('ffmpeg', ['-nostdin', '-v', 'error', '-copyts', '-f', 'lavfi', '-i', source, '-af', `asetpts='${comes}',${evenly}`, '-c:a', 'pcm_u8', '-f', 'framecrc', '-']);
  const offMs: number[] = [];
  for await (const line of createInterface({ input: Readable.from(ffmpeg.stdout) })) {
    if (line.startsWith('#')) continue;
    const position = Number(line.split(',')[2]);
    const heard = beginsAt + offMs.length * packetSamples * (1 + driftPpm / 1e6);
    offMs.push(((position - heard) / rateHz) * 1000);
  }
  const done = await ffmpeg.done;
  if (!done.ok || done.value.code !== 0) throw new Error(done.ok ? done.value.stderr : done.error.detail);
  return offMs;
}

const packetsInAnHour = 3600 / 0.04;
const settled = 30 / 0.04;
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

test('over four hours a microphone whose clock is 200 ppm off stays at its place, and within 2 ms of one whose clock is right', async () => {
  const right = await placesOffMs(0);
  for (const driftPpm of [-200, 200]) {
    const offMs = await placesOffMs(driftPpm);
    expect(offMs).toHaveLength(hours * packetsInAnHour);
    expect(Math.abs(mean(offMs.slice(-packetsInAnHour)) - mean(offMs.slice(settled, packetsInAnHour))), 'between the first hour and the last').toBeLessThan(0.1);
    expect(Math.max(...extremes(offMs).map(Math.abs))).toBeLessThanOrEqual(lateMs + 1);
    expect(Math.max(...extremes(offMs.slice(settled).map((ms, i) => ms - (right[settled + i] ?? NaN))).map(Math.abs)), 'from the other').toBeLessThanOrEqual(2);
  }
}, 120_000);

/** `Math.min(...)` takes no 360,000 arguments. */
const extremes = (numbers: readonly number[]): [number, number] => numbers.reduce(([low, high], n) => [Math.min(low, n), Math.max(high, n)], [Infinity, -Infinity]);
