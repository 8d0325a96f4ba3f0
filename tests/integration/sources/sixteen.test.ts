import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Microphone } from '#shared/domain/hall.ts';
import { runToEnd, streamOutput, type Streaming } from '#main/process/runner.ts';
import { microphoneInput } from '#main/recorder/arguments/inputs.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { needsProgram } from './programs.ts';

/** Sixteen microphones at one sound server that nobody has listened to yet: each takes a second or two to wake. */
let dir: string;
let server: Streaming;
const names = Array.from({ length: 16 }, (_, i) => `mic${i + 1}`);
const socket = (): string => `unix:${join(dir, 'socket')}`;

beforeEach(async () => {
  await needsProgram('pulseaudio', 'pulseaudio');
  dir = await mkdtemp(join(tmpdir(), 'sixteen-'));
  server = streamOutput('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1', '-L', `module-native-protocol-unix auth-anonymous=1 socket=${join(dir, 'socket')}`,
    ...names.flatMap((name) => ['-L', `module-null-sink sink_name=${name} rate=48000`])], { env: { ...process.env, HOME: dir, XDG_RUNTIME_DIR: dir } });
  await until(async () => {
    const asked = await runToEnd('pactl', ['-s', socket(), 'list', 'short', 'sources'], { timeoutMs: 5000 });
    return asked.ok && asked.value.stdout.toString().includes(`${names.at(-1)}.monitor`);
  });
});
afterEach(async () => {
  server.kill();
  await server.done;
  await rm(dir, { recursive: true, force: true });
});

/** Until each of these has been heard: a file begins once each of its tracks has had a sample. */
async function msUntilHeard(these: readonly string[]): Promise<number> {
  const microphones = these.map((id): Microphone => ({ id, label: id, source: { type: 'pulse', device: `${id}.monitor`, server: socket() } }));
  const inputs = microphones.flatMap((microphone) => microphoneInput(microphone, { syntheticSources: { camera: () => [], microphone: () => [] } }));
  const begunMs = Date.now();
  const heard = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-copyts', ...inputs, ...these.flatMap((_, i) => ['-map', `${i}:a`]),
    '-c:a', 'pcm_s16le', '-frames:a', '3', '-f', 'framecrc', '-'], { timeoutMs: 50_000 });
  expect(heard.ok && heard.value.stdout.toString().match(/^#media_type/gm)).toHaveLength(these.length);
  return Date.now() - begunMs;
}

test('sixteen microphones in one process wake together, not one after the other', async () => {
  const [first = '', ...others] = names;
  const oneMs = await msUntilHeard([first]);
  const othersMs = await msUntilHeard(others);
  console.info(`heard one after ${oneMs} ms, the other fifteen after ${othersMs} ms`);
  expect(othersMs).toBeLessThan(8 * oneMs); // one after the other it would be fifteen times as long
});
