import { mkdir, stat } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Microphone } from '#shared/domain/hall.ts';
import { startProgram } from '#main/process/program.ts';
import { streamOutput } from '#main/process/runner.ts';
import { until } from '../hurriedTime.ts';
import { speakTo } from '../spokenSource.ts';

/** A room in which somebody speaks without end, on a real sound server: as a hall's microphone, and for a browser's environment. */
export interface SpeakingRoom {
  microphone: Microphone;
  env: Record<string, string>;
  stop: () => Promise<void>;
}

const speaker = fileURLToPath(new URL('speaker.ts', import.meta.url));

export async function speakingRoom(dir: string): Promise<SpeakingRoom> {
  const home = join(dir, 'sound');
  await mkdir(home);
  const [socket, pipe] = [join(home, 'socket'), join(home, 'room')];
  const server = streamOutput('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1',
    '-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`, '-L', 'module-null-sink sink_name=nowhere',
    '-L', `module-pipe-source source_name=room file=${pipe} format=s16le rate=48000 channels=1`,
    '-L', 'module-loopback source=room sink=nowhere latency_msec=100'], { env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home } });
  await until(async () => (await stat(pipe).catch(() => null))?.isFIFO() ?? false);
  const samples = join(home, 'said.s16');
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', await speakTo(dir), '-f', 's16le', '-ar', '48000', '-ac', '1', samples]);
  const voice = await startProgram({ file: process.execPath, args: [speaker, pipe, samples] });
  return {
    microphone: { id: 'room', label: 'Микрофон', source: { type: 'pulse', device: 'room', server: `unix:${socket}` } },
    env: { PULSE_SERVER: `unix:${socket}`, PULSE_SOURCE: 'room' },
    async stop() {
      await voice.stop();
      server.kill('SIGTERM');
      await server.done;
    },
  };
}
