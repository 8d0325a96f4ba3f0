import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TestJanus {
  url: string;
  secretFile: string;
  /** Seconds of processor time it has used. */
  cpuS(): Promise<number>;
  /** Ends it the hard way and starts it at the same address. */
  again(): Promise<void>;
  stop(): Promise<void>;
}

const secret = 'of-tests-only-0123456789';

/** A real Janus of its own: its interface on loopback, picture and sound on the machine's address, where browsers look for it. */
export async function startJanus(): Promise<TestJanus> {
  const dir = await mkdtemp(join(tmpdir(), 'janus-'));
  const port = await freePort();
  await writeSettings(dir, port);
  let child = await up(dir);
  return {
    url: `ws://127.0.0.1:${port}`, secretFile: join(dir, 'secret'),
    async cpuS() {
      const fields = (await readFile(`/proc/${child.pid ?? 0}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    async again() {
      await end(child);
      child = await up(dir);
    },
    async stop() {
      await end(child);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function up(dir: string): Promise<ChildProcess> {
  const child = spawn('/usr/bin/janus', ['-F', dir], { stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { words = (words + text).slice(-4000); });
  for (let tries = 0; !words.includes('WebSockets thread started'); tries++) {
    if (child.exitCode !== null || tries > 200) throw new Error(`Janus did not come up: ${words}`);
    await sleep(100);
  }
  return child;
}

/** It keeps nothing: the hard way is as good as any. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function writeSettings(dir: string, port: number): Promise<void> {
  const installed = '/usr/lib/*/janus';
  const address = Object.values(networkInterfaces()).flat().find((one) => one?.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.1';
  for (const folder of ['plugins', 'transports', 'none']) await mkdir(join(dir, folder));
  for (const [folder, name] of [['plugins', 'libjanus_videoroom.so'], ['transports', 'libjanus_websockets.so']] as const) {
    for await (const file of glob(join(installed, folder, name))) await symlink(file, join(dir, folder, name));
  }
  await writeFile(join(dir, 'secret'), `${secret}\n`);
  await writeFile(join(dir, 'janus.jcfg'), `general: {
  configs_folder = "${dir}", plugins_folder = "${dir}/plugins", transports_folder = "${dir}/transports", events_folder = "${dir}/none", loggers_folder = "${dir}/none"
  debug_level = 4, api_secret = "${secret}"
}
nat: { ice_enforce_list = "${address}" }
`);
  await writeFile(join(dir, 'janus.transport.websockets.jcfg'), `general: { json = "compact", ws = true, ws_port = ${port}, ws_ip = "127.0.0.1" }\n`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
