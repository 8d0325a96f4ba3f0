import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { runToEnd } from '#main/process/runner.ts';
import { createMediaReader } from '#main/recorder/media/listen.ts';
import { MediaWalk } from '#main/recorder/segments/matroska.ts';
import { findBeeps } from '../../helpers/beeps.ts';

/**
 * Two microphones and their mix in files of 5 s: beeps at every multiple of 10 s, a tone of 300 Hz in
 * one, of 500 Hz in the other. The files of 15–20 s are missing; the last one has no row and no end.
 */
const segmentS = 5;
const lengthS = 40;
const hearingId = 'hearing';

let dir: string;
let rows: SegmentRow[];

const reader = () => createMediaReader({ recordingDir: () => Promise.resolve(dir), segments: { of: () => Promise.resolve(rows) } });

const row = (name: string, startMs: number, endMs: number, captureId = 'audio'): SegmentRow => ({
  hearingId, path: `run-001/${captureId}/${name}`, captureId, runId: 'run-001', index: Number(name.slice(0, 5)), startMs, endMs,
  bytes: 1, sha256: '', state: 'verified', verifiedAtMs: null, problem: null, tail: false,
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'listen-'));
  const audio = join(dir, 'run-001', 'audio');
  await mkdir(audio, { recursive: true });
  const voice = (hz: number): string => `aevalsrc='if(lt(mod(t,10),0.04),0.05*cos(2*PI*1000*t),if(between(mod(t,10),1,9),0.1*sin(2*PI*${hz}*t),0))':s=48000:d=${lengthS}`;
  const made = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', voice(300), '-f', 'lavfi', '-i', voice(500),
    '-filter_complex', '[0:a][1:a]amix=inputs=2:normalize=0[mix]', '-map', '0:a', '-map', '1:a', '-map', '[mix]',
    '-metadata:s:a:0', 'title=Судья', '-metadata:s:a:1', 'title=Истец', '-metadata:s:a:1', 'microphone=mic-2', '-metadata:s:a:2', 'title=mix',
    '-c:a', 'libopus', '-b:a', '64k', '-f', 'segment', '-segment_time', String(segmentS), '-reset_timestamps', '0',
    '-segment_format', 'matroska', '-segment_format_options', 'cluster_time_limit=200', join(audio, '%05d.mkv')], { timeoutMs: 30_000 });
  expect(made).toMatchObject({ ok: true, value: { code: 0 } });
  const names = (await readdir(audio)).toSorted();
  rows = [];
  for (const name of names) {
    const walk = new MediaWalk();
    walk.push(await readFile(join(audio, name)));
    const span = walk.span();
    if (span) rows.push(row(name, span.startMs, span.endMs));
  }
  for (const name of names.filter((n) => n === '00003.mkv' || n > '00007.mkv')) await rm(join(audio, name));
  rows = rows.filter((r) => r.index !== 3 && r.index < 7);
  const growing = await readFile(join(audio, '00007.mkv'));
  await writeFile(join(audio, '00007.mkv'), growing.subarray(0, Math.floor(growing.length * 0.6)));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function listen(fromMs: number, toMs: number, microphoneIds?: string[]): Promise<{ path: string; tookMs: number; samples: Int16Array }> {
  const startedMs = performance.now();
  const heard = await reader().listen({ hearingId, fromMs, toMs, microphoneIds });
  if (!heard.ok) throw new Error(heard.error.code);
  const path = join(dir, `heard-${fromMs}-${toMs}.wav`);
  await rm(path, { force: true });
  for await (const chunk of heard.value.body) await appendFile(path, chunk);
  const bytes = Uint8Array.from(await readFile(path));
  return { path, tookMs: performance.now() - startedMs, samples: new Int16Array(bytes.buffer, 44) };
}

/** Loudness of one tone between two times, as amplitude of full scale. */
function tone(samples: Int16Array, hz: number, fromMs: number, toMs: number): number {
  const part = samples.subarray(fromMs * 24, toMs * 24);
  const sum = (wave: (x: number) => number): number => part.reduce((all, s, i) => all + (s / 32_768) * wave((2 * Math.PI * hz * i) / 24_000), 0);
  return (2 / part.length) * Math.hypot(sum(Math.cos), sum(Math.sin));
}

it('cuts the mix out of several files, to the millisecond', async () => {
  const { path, samples, tookMs } = await listen(3_000, 33_000);
  expect(samples).toHaveLength(30 * 24_000);
  const beeps = (await findBeeps(path)).map((b) => b.ptsMs);
  expect(beeps).toHaveLength(3);
  [7_000, 17_000, 27_000].forEach((expected, i) => expect(Math.abs((beeps[i] as number) - expected)).toBeLessThan(2));
  expect(tone(samples, 300, 10_000, 11_500)).toBeGreaterThan(0.08);
  expect(tone(samples, 500, 10_000, 11_500)).toBeGreaterThan(0.08);
  console.info(`30 s of sound in ${Math.round(tookMs)} ms`);
});

it('keeps the timeline with silence where nothing was recorded', async () => {
  const { samples } = await listen(13_000, 24_000);
  expect(Math.max(...samples.subarray(2_100 * 24, 6_900 * 24).map(Math.abs))).toBe(0);
  expect(tone(samples, 300, 500, 1_500)).toBeGreaterThan(0.08);
  expect(tone(samples, 300, 8_500, 10_500)).toBeGreaterThan(0.08);
});

it('hears the microphones themselves where the recording of all of them has a hole', async () => {
  const jointRows = rows;
  try {
    for (const [captureId, hz] of [['sound-mic-1', 300], ['sound-mic-2', 500]] as const) {
      const own = join(dir, 'run-001', captureId);
      await mkdir(own);
      const made = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', `sine=f=${hz}:r=48000:d=6,volume=0.8`, '-output_ts_offset', '14', '-c:a', 'libopus', '-copyts', join(own, '00000.mkv')], { timeoutMs: 30_000 });
      expect(made).toMatchObject({ ok: true, value: { code: 0 } });
      rows = [...rows, row('00000.mkv', 14_000, 20_000, captureId)];
    }
    const both = (await listen(13_000, 24_000)).samples;
    const [hole, before] = [[2_100, 4_000], [200, 1_900]] as const;
    expect(tone(both, 300, ...hole)).toBeGreaterThan(0.06);
    expect(tone(both, 500, ...hole)).toBeGreaterThan(0.06);
    expect(tone(both, 500, ...before)).toBeLessThan(0.11); // once, not twice
    const one = (await listen(13_000, 24_000, ['mic-2'])).samples;
    expect(tone(one, 500, ...hole)).toBeGreaterThan(0.06);
    expect(tone(one, 300, ...hole)).toBeLessThan(0.01);
  } finally {
    rows = jointRows;
    for (const captureId of ['sound-mic-1', 'sound-mic-2']) await rm(join(dir, 'run-001', captureId), { recursive: true, force: true });
  }
});

it('has no audible seam where two files meet', async () => {
  const { samples } = await listen(4_000, 6_000);
  const level = (fromMs: number): number => tone(samples, 300, fromMs, fromMs + 20);
  for (let atMs = 960; atMs < 1_040; atMs += 5) expect(level(atMs)).toBeGreaterThan(0.08);
});

it('hears one microphone, by its id or by its title', async () => {
  for (const name of ['mic-2', 'Судья']) {
    const { samples } = await listen(1_500, 4_500, [name]);
    expect(tone(samples, 500, 0, 3_000) > 0.08).toBe(name === 'mic-2');
    expect(tone(samples, 300, 0, 3_000) > 0.08).toBe(name === 'Судья');
  }
  expect(await reader().listen({ hearingId, fromMs: 0, toMs: 1000, microphoneIds: ['nobody'] })).toMatchObject({ ok: false, error: { code: 'media.not_recorded' } });
});

it('hears the file that is still growing, as far as it goes', async () => {
  const { samples } = await listen(34_000, 60_000);
  const lengthMs = samples.length / 24;
  expect(lengthMs).toBeGreaterThan(3_000);
  expect(lengthMs).toBeLessThan(5_000);
  expect(tone(samples, 300, lengthMs - 1000, lengthMs - 300)).toBeGreaterThan(0.08);
});

it('gives silence for a file that cannot be played, and says when nothing was recorded', async () => {
  await writeFile(join(dir, 'run-001', 'audio', '00005.mkv'), 'not a recording');
  const { samples } = await listen(21_000, 34_000);
  expect(samples).toHaveLength(13 * 24_000);
  expect(Math.max(...samples.subarray(5_000 * 24, 8_000 * 24).map(Math.abs))).toBe(0);
  expect(tone(samples, 300, 500, 2_000)).toBeGreaterThan(0.08);
  expect(tone(samples, 300, 10_500, 12_500)).toBeGreaterThan(0.08);
  expect(await reader().listen({ hearingId, fromMs: 500_000, toMs: 600_000 })).toMatchObject({ ok: false, error: { code: 'media.not_recorded' } });
});
