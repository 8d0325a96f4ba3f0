import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoHall } from '../../src-main/app/demoHall.ts';
import { Operator } from '../../src-main/cli/demo/operator.ts';
import { bundleCommand, startProgram } from '../../src-main/process/program.ts';
import { streamOutput } from '../../src-main/process/runner.ts';
import { syntheticCameraInput, syntheticMicrophoneInput } from '../../src-main/recorder/media/syntheticSources.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { endLeftovers } from '../helpers/console.ts';
import { cpuSeconds, processesOf } from './cpu.ts';
import { round } from './percentiles.ts';

const rounds = 3;
const roundMs = 30_000;
const settleMs = 3000;
const bundle = new URL('../../dist/node/console.js', import.meta.url).pathname;
const cameras = demoHall.cameras.map((camera) => ({ ...camera, widthPx: 1920, heightPx: 1080 }));
const hall = { ...demoHall, cameras };

/**
 * The whole console while recording two 1080p25 cameras and four microphones, against bare ffmpeg with
 * the same inputs, encoders and tracks into plain Matroska files. In turns, so that the machine's moods
 * meet both. Processor seconds per second of media.
 */
export async function run(): Promise<object> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-cpu-'));
  const dataDir = join(dir, 'console');
  const program = await startProgram(bundleCommand(bundle, ['--web', '--json', '--port', '0', '--data-dir', dataDir]));
  const { listening: { url } } = program.ready as { listening: { url: string } };
  const secretary = await Operator.signIn(url, 'secretary');
  const specialist = await Operator.signIn(url, 'specialist');
  await specialist.do('settings.saveHall', { hall });
  const console_: number[] = [];
  const bare: number[] = [];
  await mkdir(join(dir, 'bare'));
  try {
    for (let i = 0; i < rounds; i++) {
      const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
      await secretary.do('hearing.open', { hearingId });
      console_.push(await measure(dataDir));
      await secretary.do('hearing.close', { hearingId });
      await sleep(settleMs);
      const stop = bareRecording(dir, join(dataDir, 'demo-voices'), i);
      bare.push(await measure(join(dir, 'bare')));
      await stop();
    }
  } finally {
    await program.stop();
    await endLeftovers(dataDir);
    await rm(dir, { recursive: true });
  }
  const ratios = console_.map((c, i) => c / (bare[i] ?? Number.NaN));
  return { rounds, secondsEach: roundMs / 1000, consoleCpu: console_.map(round), bareCpu: bare.map(round), ratios: ratios.map(round), medianRatio: round(median(ratios)) };
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(folder: string): Promise<number> {
  await sleep(settleMs);
  const pids = processesOf(folder);
  const before = cpuSeconds(pids);
  const startedMs = performance.now();
  await sleep(roundMs);
  return (cpuSeconds(pids) - before) / ((performance.now() - startedMs) / 1000);
}

/** The same inputs and encoders without anything of ours. */
function bareRecording(dir: string, clipDir: string, turn: number): () => Promise<void> {
  const out = (name: string) => join(dir, 'bare', `${name}-${turn}.mkv`);
  const video = cameras.map((camera, i) => [
    ...syntheticCameraInput(i + 1, camera), '-copyts', '-vf', 'format=yuv420p',
    '-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-g', '25', out(camera.id),
  ]);
  const mono = hall.microphones.map((_, i) => `[${i}:a:0]asplit=2[t${i}][x${i}]`).join(';');
  const mix = `${hall.microphones.map((_, i) => `[x${i}]`).join('')}amix=inputs=${hall.microphones.length}:normalize=0[mix]`;
  const audio = [
    ...hall.microphones.flatMap((_, i) => syntheticMicrophoneInput(i + 1, clipDir)), '-filter_complex', `${mono};${mix}`,
    ...hall.microphones.flatMap((_, i) => ['-map', `[t${i}]`]), '-map', '[mix]', '-c:a', 'libopus', '-b:a', '64k', '-ac', '1', out('audio'),
  ];
  const running = [audio, ...video].map((args) => streamOutput('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', ...args]));
  return async () => {
    for (const process of running) process.kill('SIGINT');
    await Promise.all(running.map((process) => process.done));
  };
}
