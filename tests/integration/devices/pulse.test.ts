import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { discoverDevices } from '#main/devices/index.ts';
import { streamOutput, type Streaming } from '#main/process/runner.ts';

let dir: string;
let server: Streaming;
const before = process.env['PULSE_SERVER'];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'pulse-'));
  const socket = join(dir, 'socket');
  server = streamOutput('pulseaudio', ['-n', '--exit-idle-time=-1',
    '-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
    '-L', 'module-null-sink sink_name=speaker', '-L', 'module-null-source source_name=mic1 description="Judge, desk 1"'],
    { env: { ...process.env, HOME: dir, XDG_RUNTIME_DIR: dir } });
  process.env['PULSE_SERVER'] = `unix:${socket}`;
});
afterAll(async () => {
  if (before === undefined) delete process.env['PULSE_SERVER'];
  else process.env['PULSE_SERVER'] = before;
  server.kill();
  await server.done;
  await rm(dir, { recursive: true, force: true });
});

it('finds the microphones of a real sound server and not its loudspeakers', { skip: process.platform !== 'linux' }, async () => {
  await expect.poll(async () => (await discoverDevices()).microphones.length, { timeout: 10_000 }).toBeGreaterThan(0);
  const { microphones } = await discoverDevices();
  expect(microphones.map((m) => m.source)).toEqual([{ type: 'pulse', device: 'mic1' }]);
});
