import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Microphone } from '#shared/domain/hall.ts';
import { startProgram, type Program } from '#main/process/program.ts';
import { streamOutput, type Streaming } from '#main/process/runner.ts';
import { until } from '../hurriedTime.ts';

/** Microphones of a real sound server that hear the wall clock; see `code.ts`. */
export interface CodedMicrophones {
  microphones: Microphone[];
  stop: () => Promise<void>;
}

const feeder = fileURLToPath(new URL('feeder.ts', import.meta.url));
const isPipe = (path: string): Promise<boolean> => stat(path).then((found) => found.isFIFO(), () => false);
const startWithinMs = 10_000;

/** Listens all the time. Without it the pipe keeps what nobody hears, and the next listener gets sound 0.7 s old, which no microphone does. */
const alwaysOn = (id: string): string[] => ['-L', `module-loopback source=${id} sink=nowhere latency_msec=100`];

/** One sound server with this many microphones, `mic1`, `mic2`, …; the n-th says n − 1 in its sound. */
export async function codedMicrophones(count: number): Promise<CodedMicrophones> {
  const dir = await mkdtemp(join(tmpdir(), 'sound-clock-'));
  const ids = Array.from({ length: count }, (_, i) => `mic${i + 1}`);
  const socket = join(dir, 'socket');
  const pipeOf = (id: string): string => join(dir, id);
  const server = streamOutput('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1',
    '-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`, '-L', 'module-null-sink sink_name=nowhere',
    ...ids.flatMap((id) => ['-L', `module-pipe-source source_name=${id} file=${pipeOf(id)} format=s16le rate=48000 channels=1`, ...alwaysOn(id)])],
    { env: { ...process.env, HOME: dir, XDG_RUNTIME_DIR: dir } });
  let voice: Program | null = null;
  const stop = async (): Promise<void> => {
    await voice?.stop();
    server.kill('SIGTERM');
    await server.done;
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await pipesOf(server, ids.map(pipeOf));
    voice = await startProgram({ file: process.execPath, args: [feeder, ...ids.map(pipeOf)] });
    return { microphones: ids.map((id) => ({ id, label: `Микрофон ${id}`, source: { type: 'pulse', device: id, server: `unix:${socket}` } })), stop };
  } catch (e) {
    await stop();
    throw e;
  }
}

/** Resolves when the server has made all its pipes; rejects with its words when it ends or takes too long. */
async function pipesOf(server: Streaming, pipes: string[]): Promise<void> {
  let over = false;
  const made = until(async () => over || (await Promise.all(pipes.map(isPipe))).every(Boolean));
  const ended = server.done.then((done) => { throw new Error(`pulseaudio: ${done.ok ? done.value.stderr : String(done.error.detail)}`); });
  const late = new Promise<never>((_, reject) => { setTimeout(() => reject(new Error('pulseaudio made no microphones')), startWithinMs).unref(); });
  try {
    await Promise.race([made, ended, late]);
  } finally {
    over = true;
    ended.catch(() => undefined); // it ends once more, at the end
  }
}
