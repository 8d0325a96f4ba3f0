import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hall } from '#shared/domain/hall.ts';
import { runToEnd, streamOutput, type Streaming } from '#main/process/runner.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { longestHoleMs, pause, recordingBench, smallHall } from '../recorder/bench.ts';
import { needsProgram } from './programs.ts';

/** Two microphones at one sound server that, like every desktop's, rescues whoever listens to one that is pulled out. */
let bench: Awaited<ReturnType<typeof recordingBench>>;
let dir: string;
let server: Streaming;
const socket = (): string => `unix:${join(dir, 'socket')}`;

async function pactl(...args: string[]): Promise<string> {
  const done = await runToEnd('pactl', ['-s', socket(), ...args], { timeoutMs: 5000 });
  return done.ok && done.value.code === 0 ? done.value.stdout.toString() : '';
}
const moduleOf = async (name: string): Promise<string> => (await pactl('list', 'short', 'modules')).split('\n').find((line) => line.includes(`source_name=${name}`))?.split('\t')[0] ?? '';

beforeEach(async () => {
  await needsProgram('pulseaudio', 'pulseaudio');
  bench = await recordingBench();
  dir = await mkdtemp(join(tmpdir(), 'replaced-'));
  server = streamOutput('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1', '-L', `module-native-protocol-unix auth-anonymous=1 socket=${join(dir, 'socket')}`,
    '-L', 'module-rescue-streams', ...['judge', 'witness'].flatMap((name) => ['-L', `module-null-source source_name=${name} rate=48000`])], { env: { ...process.env, HOME: dir, XDG_RUNTIME_DIR: dir } });
  await until(async () => (await pactl('info')) !== '');
});
afterEach(async () => {
  await bench.clean();
  server.kill();
  await server.done;
  await rm(dir, { recursive: true, force: true });
});

test('a microphone that the sound server silently replaces by another is an alarm and a gap, not a recording; it comes back by itself', async () => {
  const microphones: Hall['microphones'] = ['judge', 'witness'].map((id) => ({ id, label: id, source: { type: 'pulse', device: id, server: socket() } }));
  const { recorder, facts } = bench.recorder();
  const started = await recorder.want(bench.record(Date.now(), { ...smallHall, cameras: [], microphones }));
  expect(started.ok && started.value.missing).toEqual([]);
  await until(() => recorder.status().captures.every((c) => c.state === 'running'));
  await pause(1500);
  const pulledMs = Date.now();
  await pactl('unload-module', await moduleOf('judge'));
  await until(() => facts.some((f) => f.type === 'captureLost'));
  console.info(`told after ${Date.now() - pulledMs} ms`);
  const lost = facts.find((f) => f.type === 'captureLost');
  expect(lost).toMatchObject({ captureId: 'judge', cause: 'the sound server put another microphone in its place: witness' });
  await pause(3000);
  expect(recorder.status().captures.find((c) => c.captureId === 'sound-judge')?.state).toBe('lost');
  await pactl('load-module', 'module-null-source', 'source_name=judge', 'rate=48000');
  await until(() => facts.some((f) => f.type === 'captureResumed' && f.captureId === 'judge'));
  await pause(1500);
  await recorder.want({ mode: 'off' });
  expect(facts.filter((f) => f.type === 'captureLost' && f.captureId !== 'judge')).toEqual([]);
  expect(longestHoleMs(await bench.rowsOf('sound-witness'))).toBeLessThanOrEqual(80);
});
