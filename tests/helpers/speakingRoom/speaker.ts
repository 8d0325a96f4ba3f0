import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * `speaker.ts <pipe> <file>`: says these samples (16 bit, 48 kHz, one channel) into the pipe again and again, by the wall clock: a moment in
 * which this machine is busy makes them late, not other.
 */
const tickMs = 4;
const samplesPerMs = 48;
const nowMs = (): number => performance.timeOrigin + performance.now();

const [pipe = '', file = ''] = process.argv.slice(2);
const said = readFileSync(file);
const samples = new Int16Array(said.buffer, said.byteOffset, Math.floor(said.byteLength / 2));
setPriority(-10);
const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
let next = Math.floor(nowMs() * samplesPerMs);

function say(until: number): void {
  while (next < until) {
    const from = next % samples.length;
    const upTo = Math.min(samples.length, from + until - next);
    next += upTo - from;
    try {
      writeSync(fd, samples.subarray(from, upTo));
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EAGAIN') throw e; // nobody listens: said and gone, as in a room
    }
  }
}

const timer = setInterval(() => say(Math.floor(nowMs() * samplesPerMs)), tickMs);
process.once('SIGTERM', () => {
  clearInterval(timer);
  closeSync(fd);
});
console.log('{}');
