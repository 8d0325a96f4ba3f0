import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { steadyClockLibrary } from '#main/disk/steadyClock.ts';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { systemClock } from '#main/process/clock.ts';
import { streamOutput, type Streaming } from '#main/process/runner.ts';
import { needsFile } from '../sources/programs.ts';

/** Steps a program's wall clock by what stands in a file, and leaves the monotonic one alone. */
const steppingLibrary = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`;
const hourMs = 3_600_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

let dir: string;
let library: string;
let running: Streaming[] = [];

beforeAll(() => needsFile(steppingLibrary, 'libfaketime'));
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clock-'));
  const kept = await steadyClockLibrary(resolve('native'), dir);
  if (!kept.ok || kept.value === null) throw new Error('there is no steady clock for this machine');
  library = kept.value;
});
afterEach(async () => {
  for (const each of running) await end(each); // a capture before its source: it looks up at its next packet
  running = [];
  await rm(dir, { recursive: true, force: true });
});

/** Asked first: killed, a program leaves the stepping library's shared memory behind. */
async function end(program: Streaming): Promise<void> {
  program.kill('SIGINT');
  const timer = setTimeout(() => program.kill(), 5000);
  await program.done;
  clearTimeout(timer);
}

function start(args: string[], env: NodeJS.ProcessEnv = process.env): Streaming {
  const started = streamOutput('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { env });
  running.push(started);
  return started;
}

/** One wall clock that can be stepped, for every program that is given its environment. */
async function steppable(name: string) {
  const file = join(dir, `${name}.step`);
  await writeAtomically(file, '+0');
  const stepped = { ...process.env, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  const offsetUs = Math.round((systemClock.nowMs() - systemClock.monotonicMs()) * 1000);
  return {
    step: (byMs: number) => writeAtomically(file, `${byMs < 0 ? '' : '+'}${byMs / 1000}`),
    bare: { ...stepped, LD_PRELOAD: steppingLibrary },
    steady: { ...stepped, LD_PRELOAD: `${library}:${steppingLibrary}`, STEADY_CLOCK_OFFSET_US: String(offsetUs) },
    idle: { ...stepped, LD_PRELOAD: `${library}:${steppingLibrary}` },
  };
}

const freePort = (): Promise<number> => new Promise((found) => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1', () => {
    const { port } = socket.address();
    socket.close(() => found(port));
  });
});

/** UTC ms of every packet, as they stand in what `framecrc` tells. */
async function packetTimesMs(path: string): Promise<number[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [, over, under] = /#tb 0: (\d+)\/(\d+)/.exec(text) ?? [];
  return text.split('\n').filter((line) => /^\d.*\S$/.test(line)).map((line) => (1000 * Number(line.split(',')[2]) * Number(over)) / Number(under));
}

const growsTo = (path: string, packets: number) => expect.poll(async () => (await packetTimesMs(path)).length, { timeout: 15_000 }).toBeGreaterThan(packets);
const differences = (times: number[]): number[] => times.slice(1).map((t, i) => t - (times[i] as number));

/** 20 ms of sound every 20 ms, to a capture that gives every packet the wall clock of its arrival. */
async function capture(name: string, env: NodeJS.ProcessEnv): Promise<string> {
  const port = await freePort();
  const path = join(dir, `${name}.times`);
  start(['-f', 's16le', '-ar', '48000', '-ac', '1', '-use_wallclock_as_timestamps', '1', '-thread_queue_size', '512', '-i', `udp://127.0.0.1:${port}`,
    '-copyts', '-c', 'copy', '-flush_packets', '1', '-f', 'framecrc', path], env);
  start(['-re', '-f', 'lavfi', '-i', 'sine=r=48000,asetnsamples=960', '-c:a', 'pcm_s16le', '-f', 's16le', `udp://127.0.0.1:${port}?pkt_size=1920`]);
  return path;
}

interface Recording {
  /** Of every packet. */
  times: number[];
  /** The true clock: before the start, at the step, after the last packet. */
  startedMs: number;
  steppedMs: number;
  endedMs: number;
}

/** A recording in whose middle the wall clock is stepped. */
async function stepped(name: string, byMs: number, which: 'bare' | 'steady' | 'idle', record: typeof capture): Promise<Recording> {
  const clock = await steppable(name);
  const startedMs = Date.now();
  const path = await record(name, clock[which]);
  await growsTo(path, 40);
  const steppedMs = Date.now();
  await clock.step(byMs);
  await growsTo(path, (await packetTimesMs(path)).length + 60);
  return { times: await packetTimesMs(path), startedMs, steppedMs, endedMs: Date.now() };
}

/** A busy machine delivers late, but never by this much, and a step is an hour. */
const unevenMs = 5000;

/** What lavfi's expressions take for the time, fifty times a second. */
async function expression(name: string, env: NodeJS.ProcessEnv): Promise<string> {
  const path = join(dir, `${name}.times`);
  start(['-re', '-f', 'lavfi', '-i', 'color=s=16x16:r=50', '-vf', "settb=1/1000,setpts='time(0)*1000'", '-copyts', '-vsync', 'passthrough', '-enc_time_base', '1:1000',
    '-c:v', 'rawvideo', '-flush_packets', '1', '-f', 'framecrc', path], env);
  return path;
}

describe.each([['a capture on the wall clock', 'capture', capture], ['time(0) in an expression', 'expression', expression]] as const)('%s', (_, kind, record) => {
  it.each([hourMs, -hourMs])('goes on evenly when the clock is stepped by %s ms', async (byMs) => {
    const { times, startedMs, steppedMs, endedMs } = await stepped(`${kind}-steady`, byMs, 'steady', record);
    expect(Math.min(...differences(times))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...differences(times))).toBeLessThan(unevenMs);
    expect(times[0]).toBeGreaterThanOrEqual(startedMs - 1);
    expect(times.at(-1)).toBeGreaterThanOrEqual(steppedMs);
    expect(times.at(-1)).toBeLessThanOrEqual(endedMs + 1);
  });

  it.each(['bare', 'idle'] as const)('jumps an hour ahead without the library or without its offset (%s)', async (which) => {
    const { times } = await stepped(`${kind}-${which}`, hourMs, which, record);
    expect(Math.max(...differences(times))).toBeGreaterThan(hourMs - unevenMs);
  });

  it('stands still without the library when the clock is set back: the writer refuses to go back with it', async () => {
    const { times } = await stepped(`${kind}-back`, -hourMs, 'bare', record);
    const last = times.slice(-50);
    expect((last.at(-1) as number) - (last[0] as number)).toBeLessThan(100);
  });
});

it('a capture from which nothing comes still hears that it shall end, after the clock was set back', async () => {
  const clock = await steppable('silent');
  const silent = start(['-f', 's16le', '-use_wallclock_as_timestamps', '1', '-i', `udp://127.0.0.1:${await freePort()}`, '-f', 'null', '-'], clock.steady);
  await pause(1500);
  await clock.step(-hourMs);
  await pause(500);
  silent.kill('SIGINT');
  expect(await Promise.race([silent.done, pause(20_000).then(() => 'still there')])).toMatchObject({ ok: true });
});

describe('the library that is preloaded', () => {
  it('is the same copy each time, in a place that outlives the console', async () => {
    expect(await steadyClockLibrary(resolve('native'), dir)).toEqual({ ok: true, value: library });
    expect((await readdir(dir)).filter((name) => name.startsWith('libsteadyclock'))).toHaveLength(1);
  });

  it('is made whole again when its copy is damaged', async () => {
    const whole = await readFile(library);
    await writeAtomically(library, 'half');
    await steadyClockLibrary(resolve('native'), dir);
    expect((await readFile(library)).equals(whole)).toBe(true);
  });

  it.each(['with a space', 'with:colon'])('cannot lie in a folder %s, and that is said', async (name) => {
    expect(await steadyClockLibrary(resolve('native'), join(dir, name))).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
  });

  it('is missed in words', async () => {
    expect(await steadyClockLibrary(join(dir, 'nowhere'), dir)).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
  });
});
