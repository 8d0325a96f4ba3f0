import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { streamOutput, type Streaming } from '#main/process/runner.ts';
import { needsFile, needsProgram } from './programs.ts';

const freePort = (): Promise<number> => new Promise((found) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => found(address !== null && typeof address === 'object' ? address.port : 0));
  });
});

/** Its output is read to the end: with the pipe closed behind it, the camera would end. */
async function saysReady(camera: Streaming): Promise<boolean> {
  const said = Promise.withResolvers<boolean>();
  void (async () => {
    for await (const words of camera.stdout) if (Buffer.from(words).toString().includes('ready')) said.resolve(true);
    said.resolve(false);
  })();
  return said.promise;
}

/** An IP camera whose picture shows the wall clock. Not there until it is plugged in; always at the same address. */
export async function rtspCamera() {
  await needsProgram('/usr/bin/python3', 'python3-gi');
  await needsFile('/usr/share/doc/gir1.2-gst-rtsp-server-1.0', 'gir1.2-gst-rtsp-server-1.0');
  const port = await freePort();
  let running: Streaming | null = null;

  /** Resolves when it can be asked for its picture. */
  async function plugIn(): Promise<void> {
    running = streamOutput('/usr/bin/python3', [resolve('tests/helpers/rtspCamera.py'), String(port)]);
    if (await saysReady(running)) return;
    const done = await running.done;
    throw new Error(`The RTSP camera of this test did not start: ${done.ok ? done.value.stderr : String(done.error.detail)}`);
  }

  async function pullOut(): Promise<void> {
    running?.kill();
    await running?.done;
    running = null;
  }

  const tell = (signal: 'SIGSTOP' | 'SIGCONT'): void => {
    if (running?.pid === undefined) throw new Error('the camera is not plugged in');
    process.kill(running.pid, signal);
  };
  /** Its connections stay open, and nothing comes any more. */
  const hang = (): void => tell('SIGSTOP');
  const goOn = (): void => tell('SIGCONT');

  return { url: `rtsp://127.0.0.1:${port}/camera`, plugIn, pullOut, hang, goOn };
}
