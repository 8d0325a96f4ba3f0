import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Microphone } from '#shared/domain/hall.ts';
import { streamOutput, type Streaming } from '#main/process/runner.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { needsProgram } from './programs.ts';

/** Beeps of all these microphones come so often; one microphone's come so long after each multiple. */
export const beepEveryMs = 2000;

/**
 * 40 ms of 1 kHz at every beat of the wall clock. Like a real microphone's, the samples follow each other by
 * count: a moment in which this machine is busy makes them late, not other. So whatever waits on its way to the
 * recorder shows as delay.
 */
const beeping = (beepAtMs: number): string => {
  const wallClock = '0*if(eq(n,0),st(0,time(0)))+ld(0)+t';
  return `aevalsrc='0.125*sin(2*PI*1000*t)*lt(mod(${wallClock}-${beepAtMs / 1000},${beepEveryMs / 1000}),0.04)':s=48000:n=240,arealtime`;
};

/** Listens all the time. Without it the pipe keeps what nobody hears, and the next listener gets sound 0.7 s old, which no microphone does. */
const alwaysOn = (id: string): string[] => ['-L', 'module-null-sink sink_name=nowhere', '-L', `module-loopback source=${id} sink=nowhere latency_msec=100`];

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
      '-L', `module-pipe-source source_name=${id} file=${pipe} format=s16le rate=48000 channels=1`,
      ...alwaysOn(id)],
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
