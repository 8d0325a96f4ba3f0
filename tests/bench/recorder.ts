import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoHall } from '../../src-main/app/demoHall.ts';
import { ConsoleClient } from '../../src-main/cli/ctl/client.ts';
import { Operator } from '../../src-main/cli/demo/operator.ts';
import { bundleCommand, startProgram } from '../../src-main/process/program.ts';
import { streamOutput } from '../../src-main/process/runner.ts';
import type { ConsoleStatus } from '../../src-shared/contract/status.ts';
import { cameraInput } from '../../src-main/recorder/arguments/inputs.ts';
import { softwareEncoder } from '../../src-main/recorder/arguments/encoder.ts';
import { syntheticCameraInput, syntheticMicrophoneInput } from '../../src-main/recorder/media/syntheticSources.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { endLeftovers } from '../helpers/console.ts';
import type { Camera } from '../../src-shared/domain/hall.ts';
import { networkCamera } from './networkCamera.ts';
import { cpuByRole, isNode, memoryOf, processesOf, roleIs, wakeUpsOf, type ByRole, type WakeUps } from './cpu.ts';
import { percentiles, round } from './percentiles.ts';

const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const rounds = setting('RECORDER_ROUNDS', 3);
const roundMs = setting('RECORDER_SECONDS', 30) * 1000;
const settleMs = 3000;
const bundle = new URL('../../dist/node/console.js', import.meta.url).pathname;
const microphones = Array.from({ length: setting('RECORDER_MICROPHONES', 4) }, (_, i) => ({ id: `mic${i + 1}`, label: `Микрофон ${i + 1}`, source: { type: 'synthetic' as const, voice: (i % 4) + 1 } }));
/** With `RECORDER_CAMERAS=network` IP cameras instead of synthetic ones: pictures have to be decoded, and have noise. */
const areNetworkCameras = process.env['RECORDER_CAMERAS'] === 'network';

/** What belongs to recording, by its names in `consoleCpu`; `jobs` are the read-back. Everything else are live pictures and console. */
const recordingRoles = ['pictures', 'sound', 'recorder'];
const readBackRoles = [...recordingRoles, 'jobs'];

/**
 * The whole console while recording two 1080p25 cameras (`RECORDER_CAMERAS`) and four microphones (`RECORDER_MICROPHONES`) – everything it does meanwhile, also
 * measuring the signals and reading back what is finished – against bare ffmpeg with the same inputs, encoders and
 * tracks into plain Matroska files: once with the very same encodings (every microphone twice), once as an ordinary
 * recorder would do it (every microphone once). In turns, so that the machine's moods meet all. Processor seconds
 * per second of media, by what they were used for. Two kinds of ratios: of recording alone, which is the captures and the
 * recorder, and of all there is, with live pictures and console; each with and without the read-back. Memory is
 * that of the console, its recorder and its live pictures, without the captures.
 */
export async function run(): Promise<object> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-cpu-'));
  const dataDir = join(dir, 'console');
  const source = areNetworkCameras ? await networkCamera(dir) : null;
  const cameras = demoHall.cameras.map((camera): Camera => ({ ...camera, widthPx: 1920, heightPx: 1080, source: source ? { type: 'rtsp', url: source.url } : camera.source }));
  const program = await startProgram(bundleCommand(bundle, ['--web', '--json', '--port', '0', '--data-dir', dataDir]));
  const { listening: { url } } = program.ready as { listening: { url: string } };
  const secretary = await Operator.signIn(url, 'secretary');
  const specialist = await Operator.signIn(url, 'specialist');
  await specialist.do('settings.saveHall', { hall: { ...demoHall, cameras, microphones } });
  const console_: ByRole[] = [];
  const wakeUps: WakeUps[] = [];
  const bare: ByRole[] = [];
  const bareOnce: ByRole[] = [];
  const memoryMb: number[] = [];
  const startsMs: number[] = [];
  const framesPerSecond: number[] = [];
  const troubles: string[] = [];
  await mkdir(join(dir, 'bare'));
  try {
    for (let i = 0; i < rounds; i++) {
      const { hearingId } = await secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
      await secretary.do('hearing.open', { hearingId });
      const wokenBefore = recorderWakeUps(dataDir);
      console_.push(await measure(dataDir));
      wakeUps.push(perSecond(wokenBefore, recorderWakeUps(dataDir)));
      memoryMb.push(sum(processesOf(dataDir).filter(isNode).map(memoryOf)));
      const { captures } = (await statusOf(url, secretary.token)).recorder;
      startsMs.push(...captures.map((c) => c.startTookMs).filter((ms) => ms !== null));
      troubles.push(...captures.filter((c) => c.droppedFrames > 0 || c.restarts > 0 || c.state !== 'running').map((c) => `${c.captureId}: ${c.state}, ${c.droppedFrames} dropped, ${c.restarts} restarts`));
      framesPerSecond.push(...captures.map((c) => c.fps).filter((fps) => fps !== null));
      await secretary.do('hearing.close', { hearingId });
      await sleep(settleMs);
      for (const [figures, twice] of [[bare, true], [bareOnce, false]] as const) {
        const stop = bareRecording({ dir, clipDir: join(dataDir, 'demo-voices'), turn: i, cameras }, twice);
        figures.push(await measure(join(dir, 'bare')));
        await stop();
      }
    }
  } finally {
    await program.stop();
    await endLeftovers(dataDir);
    await source?.stop();
    await rm(dir, { recursive: true });
  }
  const all = (used: ByRole): number => sum(Object.values(used));
  const of = (roles: readonly string[]) => (used: ByRole): number => sum(roles.map((role) => used[role] ?? 0));
  const aside = (used: ByRole): string[] => Object.keys(used).filter((role) => !readBackRoles.includes(role));
  const beside = (part: (used: ByRole) => number, to = bare): object => {
    const ratios = console_.map((used, i) => part(used) / all(to[i] ?? {}));
    return { ratios: ratios.map(round), median: round(median(ratios)) };
  };
  return {
    rounds, secondsEach: roundMs / 1000,
    consoleCpu: meanByRole(console_), bareCpuSameEncodings: meanByRole(bare), bareCpuSoundOnce: meanByRole(bareOnce),
    recordingAlone: { roles: recordingRoles, ...beside(of(recordingRoles)) },
    recordingAloneWithReadBack: { roles: readBackRoles, ...beside(of(readBackRoles)) },
    withLivePicturesAndConsole: { roles: [...recordingRoles, ...new Set(console_.flatMap(aside))], ...beside((used) => all(used) - (used['jobs'] ?? 0)) },
    withLivePicturesConsoleAndReadBack: beside(all),
    withLivePicturesConsoleAndReadBackToSoundOnce: beside(all, bareOnce),
    recorderWakeUpsPerSecond: wakeUps,
    memoryMb: memoryMb.map(round), startToFirstMediaMs: percentiles(startsMs), framesPerSecond: framesPerSecond.map(round), troubles,
  };
}

async function statusOf(url: string, token: string): Promise<ConsoleStatus> {
  const connected = await ConsoleClient.connect(url, null);
  if (!connected.ok) throw new Error(connected.error.detail ?? connected.error.code);
  await connected.value.call('session.resume', { token });
  const status = await new Promise<ConsoleStatus>((resolve) => {
    void connected.value.stream('status', {}, (item) => resolve(item as ConsoleStatus), new AbortController().signal);
  });
  connected.value.close();
  return status;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** Of an even number the mean of the middle two: with two rounds neither is to stand for both. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sum(sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)) / (2 - (sorted.length % 2));
}

/** Of a core, in thousandths. */
function meanByRole(all: ByRole[]): ByRole {
  const roles = new Set(all.flatMap(Object.keys));
  return Object.fromEntries([...roles].map((role) => [role, Math.round((1000 * sum(all.map((used) => used[role] ?? 0))) / all.length) / 1000]));
}

/** CPU seconds per second, of everything that works in this folder. */
async function measure(folder: string): Promise<ByRole> {
  await sleep(settleMs);
  const pids = processesOf(folder);
  const before = cpuByRole(pids);
  const startedMs = performance.now();
  await sleep(roundMs);
  const tookS = (performance.now() - startedMs) / 1000;
  return Object.fromEntries(Object.entries(cpuByRole(pids)).map(([role, usedS]) => [role, (usedS - (before[role] ?? 0)) / tookS]));
}

/** An IP camera needs neither. */
const none = { pullUrl: null, syntheticSources: { camera: () => [], microphone: () => [] } };

const recorderWakeUps = (folder: string): WakeUps & { atMs: number } => {
  const woken = processesOf(folder).filter(roleIs('recorder')).map(wakeUpsOf);
  return { main: sum(woken.map(({ main }) => main)), all: sum(woken.map(({ all }) => all)), atMs: performance.now() };
};

function perSecond(before: WakeUps & { atMs: number }, after: WakeUps & { atMs: number }): WakeUps {
  const tookS = (after.atMs - before.atMs) / 1000;
  return { main: Math.round((after.main - before.main) / tookS), all: Math.round((after.all - before.all) / tookS) };
}

/** The same inputs and encoders without anything of ours. */
function bareRecording({ dir, clipDir, turn, cameras }: { dir: string; clipDir: string; turn: number; cameras: Camera[] }, soundTwice: boolean): () => Promise<void> {
  const out = (name: string) => join(dir, 'bare', `${name}-${turn}.mkv`);
  const own = soundTwice ? microphones.map(({ id }, i) => [...syntheticMicrophoneInput((i % 4) + 1, clipDir), '-c:a', 'libopus', '-b:a', '64k', '-ac', '1', out(id)]) : [];
  const video = cameras.map((camera, i) => [
    ...(areNetworkCameras ? cameraInput(camera, none) ?? [] : syntheticCameraInput(i + 1, camera)), '-copyts', '-vf', 'format=yuv420p', '-fps_mode', 'vfr', '-enc_time_base', '1:1000',
    ...softwareEncoder.arguments(camera.fps), out(camera.id),
  ]);
  const mono = microphones.map((_, i) => `[${i}:a:0]asplit=2[t${i}][x${i}]`).join(';');
  const mix = `${microphones.map((_, i) => `[x${i}]`).join('')}amix=inputs=${microphones.length}:normalize=0[mix]`;
  const audio = [
    ...microphones.flatMap((_, i) => syntheticMicrophoneInput((i % 4) + 1, clipDir)), '-filter_complex', `${mono};${mix}`,
    ...microphones.flatMap((_, i) => ['-map', `[t${i}]`]), '-map', '[mix]', '-c:a', 'libopus', '-b:a', '64k', '-ac', '1', out('audio'),
  ];
  const running = [audio, ...own, ...video].map((args) => streamOutput('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', ...args]));
  return async () => {
    for (const process of running) process.kill('SIGINT');
    await Promise.all(running.map((process) => process.done));
  };
}
