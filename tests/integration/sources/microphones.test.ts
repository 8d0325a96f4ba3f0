import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecorderFact } from '#main/app/ports/index.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { findBeeps } from '../../helpers/beeps.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { longestHoleMs, pause, recordingBench, smallHall } from '../recorder/bench.ts';
import { beepEveryMs, pulseMicrophone } from './pulseMicrophone.ts';

let bench: Awaited<ReturnType<typeof recordingBench>>;
let desks: Awaited<ReturnType<typeof pulseMicrophone>>[];
const hall = (): Hall => ({ ...smallHall, cameras: smallHall.cameras.slice(0, 1), microphones: desks.map((desk) => desk.microphone) });

beforeEach(async () => {
  bench = await recordingBench();
  desks = await Promise.all([pulseMicrophone('judge', 500), pulseMicrophone('witness', 1200)]);
  await Promise.all(desks.map((desk) => desk.plugIn()));
});
afterEach(async () => {
  await bench.clean();
  await Promise.all(desks.map((desk) => desk.remove()));
});

const withinMs = 60;
/** What a sound server holds when the recording ends is not read any more: on a slow machine some hundred milliseconds. */
const untilReadMs = 1000;

/** UTC ms of the beeps in one stream of one capture. */
async function beepsIn(captureId: string, stream: number, zeroUtcMs: number): Promise<number[]> {
  const beeps: number[] = [];
  for (const { path } of await bench.rowsOf(captureId)) beeps.push(...(await findBeeps(join(bench.dir, 'h1', path), `a:${stream}`)).map(({ ptsMs }) => zeroUtcMs + ptsMs));
  return beeps;
}

/** The same for a microphone, in either of its recordings. */
const beepsOn = async (track: number, zeroUtcMs: number): Promise<number[]> =>
  [...await beepsIn('audio', track, zeroUtcMs), ...await beepsIn(`sound-${desks[track]?.microphone.id ?? ''}`, 0, zeroUtcMs)];

/** Moments in `[fromMs, toMs)` at which a microphone's beeps were let through. */
function beepsOf(desk: { beepAtMs: number }, fromMs: number, toMs: number): number[] {
  const first = Math.ceil((fromMs - desk.beepAtMs) / beepEveryMs) * beepEveryMs + desk.beepAtMs;
  return Array.from({ length: Math.max(0, Math.ceil((toMs - first) / beepEveryMs)) }, (_, i) => first + i * beepEveryMs);
}

/** Each expected moment at which no beep is heard, with the distance to the beep that is nearest. */
function missed(expected: number[], heard: number[]): { at: number; nearestMs: number | undefined }[] {
  const distances = expected.map((at) => ({ at, nearestMs: heard.map((beep) => Math.round(beep - at)).toSorted((a, b) => Math.abs(a) - Math.abs(b))[0] }));
  return distances.filter(({ nearestMs }) => nearestMs === undefined || Math.abs(nearestMs) > withinMs);
}
const foreign = (desk: { beepAtMs: number }, heard: number[]): number[] => {
  return heard.filter((beep) => Math.abs((((beep - desk.beepAtMs) % beepEveryMs) + 1.5 * beepEveryMs) % beepEveryMs - beepEveryMs / 2) > withinMs);
};

test('two microphones of real sound servers are two tracks, each with its own sound at the right time', async () => {
  const { recorder, facts, levels } = bench.recorder();
  const zeroUtcMs = Date.now();
  const started = await recorder.want(bench.record(zeroUtcMs, hall()));
  if (!started.ok) throw new Error(started.error.detail);
  expect(started.value.missing).toEqual([]);
  const fromMs = Number(started.value.mediaFromMs);
  await pause(8000);
  const toMs = Date.now();
  await pause(untilReadMs);
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');

  expect(facts.filter((f) => f.type === 'captureLost' || f.type === 'fault')).toEqual([]);
  expect(levels.at(-1)?.microphones.map((m) => m.id).toSorted()).toEqual(['judge', 'witness']);
  for (const captureId of ['audio', 'sound-judge', 'sound-witness', 'cam1']) {
    const rows = await bench.rowsOf(captureId);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.every((row) => row.state === 'verified' && !row.tail)).toBe(true);
    expect(longestHoleMs(rows)).toBeLessThanOrEqual(80);
  }
  for (const [track, desk] of desks.entries()) {
    const expected = beepsOf(desk, fromMs + 100, toMs - 300);
    expect(expected.length).toBeGreaterThanOrEqual(3);
    for (const heard of [await beepsIn('audio', track, zeroUtcMs), await beepsIn(`sound-${desk.microphone.id}`, 0, zeroUtcMs)]) {
      expect(missed(expected.filter((at) => at > Math.min(...heard) - withinMs), heard)).toEqual([]); // the joint recording may come up later
      expect(foreign(desk, heard)).toEqual([]);
    }
    expect(missed(expected, await beepsOn(track, zeroUtcMs))).toEqual([]);
  }
});

test('a microphone that is pulled out is told by name, no other loses a word, and it comes back when it is plugged in', async () => {
  const { recorder, facts } = bench.recorder();
  const [staying, pulled] = desks as [typeof desks[0], typeof desks[0]];
  const told = (type: 'captureLost' | 'captureResumed', captureId: string): RecorderFact | undefined => facts.find((f) => f.type === type && f.captureId === captureId);
  const zeroUtcMs = Date.now();
  const started = await recorder.want(bench.record(zeroUtcMs, hall()));
  await pause(2500);
  const pulledMs = Date.now();
  await pulled.pullOut();
  await until(() => told('captureLost', 'witness') !== undefined);
  await until(() => recorder.status().captures.some((c) => c.captureId === 'audio' && c.state === 'running' && c.absentDeviceIds.length > 0));
  await pause(1500);
  expect(recorder.status().captures.find((c) => c.captureId === 'audio')).toMatchObject({ state: 'running', absentDeviceIds: ['witness'] });
  const pluggedMs = Date.now();
  await pulled.plugIn();
  await until(() => told('captureResumed', 'witness') !== undefined);
  const back = told('captureResumed', 'witness');
  await pause(5700);
  const toMs = Date.now();
  await pause(untilReadMs);
  await recorder.want({ mode: 'off' });
  await recorder.settle('h1');

  const lost = told('captureLost', 'witness');
  if (lost?.type !== 'captureLost' || back?.type !== 'captureResumed') throw new Error('not told');
  expect(Math.abs(lost.fromMs - pulledMs)).toBeLessThan(1000);
  expect(lost.cause).toMatch(/^the device /);
  expect(back.atMs).toBeGreaterThan(pluggedMs);
  expect(told('captureLost', 'judge')).toBeUndefined();
  expect(told('captureLost', 'cam1')).toBeUndefined();
  expect((await bench.rowsOf('audio')).every((row) => row.state === 'verified')).toBe(true);
  const [heard, heardPulled] = [await beepsOn(0, zeroUtcMs), await beepsOn(1, zeroUtcMs)];
  expect(missed(beepsOf(staying, Number(started.ok && started.value.mediaFromMs) + 100, toMs - 300), heard)).toEqual([]);
  expect(missed(beepsOf(pulled, back.atMs, toMs - 300), heardPulled)).toEqual([]);
  expect(heardPulled.filter((beep) => beep > pulledMs && beep < pluggedMs)).toEqual([]);
});
