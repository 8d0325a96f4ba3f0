import { join } from 'node:path';
import { freePort } from '../../src-main/process/freePort.ts';
import { goAhead } from '../../src-main/process/priority.ts';
import { startProgram } from '../../src-main/process/program.ts';
import { runToEnd } from '../../src-main/process/runner.ts';
import { syntheticCameraInput } from '../../src-main/recorder/media/syntheticSources.ts';

/** So long is what it shows, again and again. */
export const clipS = 10;
/** For everybody who asks from the beginning. */
const lastsS = 600;
/** A lens and a sensor are never still: without noise a picture costs an encoder less than half. */
const sensorNoise = 'noise=alls=2:allf=t';

async function ffmpeg(...args: string[]): Promise<void> {
  const done = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { timeoutMs: 300_000 });
  if (!done.ok || done.value.code !== 0) throw new Error(done.ok ? done.value.stderr : String(done.error.detail));
}

/** An IP camera as halls have them, 1080p25 in H.264 with a sensor's noise, encoded once and sent as it is. Needs python3-gi and gir1.2-gst-rtsp-server-1.0. */
export async function networkCamera(dir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const [clip, long] = [join(dir, 'clip.mkv'), join(dir, 'camera.mkv')];
  const size = { widthPx: 1920, heightPx: 1080, fps: 25 };
  await ffmpeg(...syntheticCameraInput(1, size), '-t', String(clipS), '-vf', `${sensorNoise},format=yuv420p`, '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '0', '-g', '50', '-b:v', '4M', clip);
  await ffmpeg('-stream_loop', String(lastsS / clipS - 1), '-i', clip, '-c', 'copy', long);
  const port = await freePort();
  const program = await startProgram({ file: '/usr/bin/python3', args: [new URL('rtspFile.py', import.meta.url).pathname, String(port), long] });
  if (program.pid !== undefined) goAhead(program.pid); // a device of its own in life
  return { url: `rtsp://127.0.0.1:${port}/camera`, stop: () => program.stop() };
}
