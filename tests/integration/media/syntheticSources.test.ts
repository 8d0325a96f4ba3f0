import { mkdtemp, rm, writeFile, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runToEnd, streamOutput } from '#main/process/runner.ts';
import { conversationLoopS } from '#main/recorder/media/conversation.ts';
import { ensureDemoVoices } from '#main/recorder/media/demoVoices.ts';
import { syntheticCameraInput, syntheticMicrophoneInput } from '#main/recorder/media/syntheticSources.ts';
import { findBeeps } from '../../helpers/beeps.ts';
import { demoClips } from '../../helpers/demoHall.ts';
import { readPictureClock } from '../../helpers/pictureClock.ts';

let dir: string;
beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'sources-')); });
afterAll(() => rm(dir, { recursive: true, force: true }));

async function record(name: string, inputs: string[], outputs: string[]): Promise<{ path: string; startedMs: number; endedMs: number }> {
  const path = join(dir, name);
  const startedMs = Date.now();
  const done = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-copyts', ...inputs, ...outputs, path], { timeoutMs: 40_000 });
  expect(done).toMatchObject({ ok: true, value: { code: 0 } });
  return { path, startedMs, endedMs: Date.now() };
}

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-vsync', 'vfr', '-enc_time_base', '1:1000'];

describe('demonstration camera', () => {
  it.each([[1, 1280, 720, 25, []], [2, 320, 180, 25, ['-crf', '30']], [3, 1920, 1080, 30, []]] as const)(
    'variant %i at %i × %i, %i fps shows its own timestamp in every frame',
    async (variant, widthPx, heightPx, fps, quality) => {
      const camera = await record(`camera-${variant}.mkv`, syntheticCameraInput(variant, { widthPx, heightPx, fps }), ['-frames:v', '60', ...x264, ...quality]);
      const readings = await readPictureClock(camera.path);
      expect(readings).toHaveLength(60);
      expect(readings.map((r) => r.clockMs)).toEqual(readings.map((r) => Math.round(r.ptsMs)));
      const steps = readings.slice(1).map((r, i) => r.ptsMs - (readings[i] as { ptsMs: number }).ptsMs);
      expect(Math.min(...steps)).toBeGreaterThan(0);
      expect(readings[0]?.ptsMs).toBeGreaterThanOrEqual(camera.startedMs);
      expect(readings.at(-1)?.ptsMs).toBeLessThanOrEqual(camera.endedMs);
    },
  );

  it('is read back from a picture scaled down to a quarter', async () => {
    const camera = await record('scaled.mkv', syntheticCameraInput(4, { widthPx: 1280, heightPx: 720, fps: 25 }), ['-frames:v', '25', '-vf', 'scale=320:180', ...x264]);
    const readings = await readPictureClock(camera.path);
    expect(readings.map((r) => r.clockMs)).toEqual(readings.map((r) => Math.round(r.ptsMs)));
  });

  it('sends afterwards what it saw while nobody could listen, as a network camera does', async () => {
    const path = join(dir, 'stalled.mkv');
    const ffmpeg = streamOutput('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-copyts', ...syntheticCameraInput(1, { widthPx: 320, heightPx: 180, fps: 25 }), '-frames:v', '100', ...x264, path]);
    await pause(1500);
    ffmpeg.kill('SIGSTOP');
    await pause(1800);
    ffmpeg.kill('SIGCONT');
    expect(await ffmpeg.done).toMatchObject({ ok: true, value: { code: 0 } });
    const shown = (await readPictureClock(path)).map((r) => r.clockMs ?? 0);
    expect(shown).toHaveLength(100);
    for (const [i, clockMs] of shown.slice(1).entries()) expect(clockMs - (shown[i] ?? 0)).toBeLessThanOrEqual(43);
  });

  it('says that it cannot be read instead of saying a wrong time', async () => {
    const path = join(dir, 'other.mkv');
    await runToEnd('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=640x360', '-frames:v', '5', ...x264, path], { timeoutMs: 20_000 });
    expect((await readPictureClock(path)).map((r) => r.clockMs)).toEqual([null, null, null, null, null]);
  });
});

describe('demonstration microphones', () => {
  it('beep at wall-clock multiples of ten seconds, all at the same sample, without a hole', async () => {
    const clips = await demoClips();
    const inputs = [1, 2, 3, 4].flatMap((voice) => syntheticMicrophoneInput(voice, clips));
    const maps = [0, 1, 2, 3].flatMap((i) => ['-map', `${i}:a`]);
    const { path, startedMs, endedMs } = await record('voices.mkv', inputs, [...maps, '-c:a', 'pcm_s16le', '-frames:a', '260', '-cluster_time_limit', '200']);
    const all = await Promise.all([0, 1, 2, 3].map((i) => findBeeps(path, `a:${i}`)));
    for (const beeps of all) {
      expect(beeps.length).toBeGreaterThan(0); // in eleven seconds there are one or two
      for (const { ptsMs: atMs } of beeps) {
        expect(Math.abs(atMs - Math.round(atMs / 10_000) * 10_000)).toBeLessThan(2);
        expect(atMs).toBeGreaterThan(startedMs);
        expect(atMs).toBeLessThan(endedMs);
      }
    }
  });

  it('go on without a step where the conversation begins again', async () => {
    // What the pacer is given: were it to step back, the pacer would let an hour of sound through at once.
    const unpaced = syntheticMicrophoneInput(1, await demoClips()).map((arg) => arg.replace(/,arealtime=.*$/, ''));
    const twiceAround = String(Math.ceil((2 * conversationLoopS * 48_000) / 1024));
    const { path } = await record('around.mkv', unpaced, ['-frames:a', twiceAround, '-c:a', 'pcm_s16le', '-ar', '8000']);
    const beeps = await findBeeps(path);
    expect(beeps.length).toBeGreaterThanOrEqual((2 * conversationLoopS) / 10 - 1);
    const steps = beeps.slice(1).map((beep, i) => beep.ptsMs - (beeps[i] as { ptsMs: number }).ptsMs);
    for (const step of steps) expect(Math.abs(step - 10_000)).toBeLessThan(5);
  });

  it('are made again after an interrupted set-up, and not when they are there', async () => {
    const clipDir = join(dir, "odd ' name, [1]; a:b");
    const programs: string[] = [];
    const run: typeof runToEnd = (file, args, options) => { programs.push(file); return runToEnd(file, args, options); };
    expect(await ensureDemoVoices(clipDir, run)).toEqual({ ok: true, value: undefined });
    expect((await readdir(clipDir)).toSorted()).toEqual(['edition.txt', 'voice-1.wav', 'voice-2.wav', 'voice-3.wav', 'voice-4.wav']);
    const first = programs.length;
    await ensureDemoVoices(clipDir, run);
    expect(programs).toHaveLength(first);
    const voice = await readFile(join(clipDir, 'voice-1.wav'));
    await writeFile(join(clipDir, 'edition.txt'), 'older');
    await ensureDemoVoices(clipDir, run);
    expect(programs).toHaveLength(2 * first);
    expect((await readFile(join(clipDir, 'voice-1.wav'))).equals(voice)).toBe(true);
    await record('odd.wav', syntheticMicrophoneInput(1, clipDir), ['-frames:a', '5']);
  });

  it('say so when the speech program is missing', async () => {
    const run: typeof runToEnd = (file, args, options) => runToEnd(file === 'espeak-ng' ? 'no-such-program' : file, args, options);
    expect(await ensureDemoVoices(join(dir, 'missing'), run)).toMatchObject({ ok: false, error: { code: 'demo.voices_failed', params: { program: 'espeak-ng' } } });
  });
});
