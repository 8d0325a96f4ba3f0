import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Microphone } from '#shared/domain/hall.ts';
import { streamOutput, type Streaming } from '#main/process/runner.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { needsProgram } from './programs.ts';

/** Beeps of all these microphones come so often; one microphone's come so long after each multiple. */
export const beepEveryMs = 2000;

/** 40 ms of 1 kHz, let through by the wall clock itself, 5 ms at a time: whatever waits on its way to the recorder shows as delay. */
const beeping = (beepAtMs: number): string =>
  `sine=frequency=1000:r=48000:samples_per_frame=240,arealtime,volume=eval=frame:volume='if(lt(mod(time(0)-${beepAtMs / 1000},${beepEveryMs / 1000}),0.04),1,0)'`;

const isPipe = (path: string): Promise<boolean> => stat(path).then((found) => found.isFIFO(), () => false);

/** A sound server of its own for each microphone, so that one can be pulled out and the others stay. */
export async function pulseMicrophone(id: string, beepAtMs: number) {
  await needsProgram('pulseaudio', 'pulseaudio');
  const dir = await mkdtemp(join(tmpdir(), `${id}-`));
  const [socket, pipe] = [join(dir, 'socket'), join(dir, 'pipe')];
  let running: Streaming[] = [];

  /** Resolves when somebody can speak into it. */
  async function plugIn(): Promise<void> {
    const server = streamOutput('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1',
      '-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
      '-L', `module-pipe-source source_name=${id} file=${pipe} format=s16le rate=48000 channels=1`],
      { env: { ...process.env, HOME: dir, XDG_RUNTIME_DIR: dir } });
    running = [server];
    await until(() => isPipe(pipe));
    const sound = streamOutput('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', beeping(beepAtMs), '-f', 's16le', '-flush_packets', '1', pipe]);
    running.push(sound);
  }

  async function pullOut(): Promise<void> {
    running.forEach((process) => process.kill());
    await Promise.all(running.map((process) => process.done));
    await rm(pipe, { force: true });
  }

  const microphone: Microphone = { id, label: `Микрофон ${id}`, source: { type: 'pulse', device: id, server: `unix:${socket}` } };
  return { microphone, socket, beepAtMs, plugIn, pullOut, remove: async () => { await pullOut(); await rm(dir, { recursive: true, force: true }); } };
}
