import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = '/usr/bin/turnserver';
const secret = 'of-tests-only';

export interface TurnServer {
  url: string;
  secretFile: string;
  stop(): Promise<void>;
}

/** Debian's coturn on the loopback, as the court server's settings want it; null where it is not installed. */
export async function startTurnServer(): Promise<TurnServer | null> {
  if (!existsSync(program)) return null;
  const dir = await mkdtemp(join(tmpdir(), 'turn-'));
  const secretFile = join(dir, 'secret');
  await writeFile(secretFile, secret);
  const port = await freePort();
  const child = spawn(program, [
    '-n', '--no-cli', '--no-tls', '--no-dtls', '--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=court', `--listening-port=${port}`,
    '--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', '--allow-loopback-peers', '--log-file=stdout', `--pidfile=${join(dir, 'pid')}`, `--userdb=${join(dir, 'db')}`,
  ], { stdio: ['ignore', 'pipe', 'pipe'], cwd: dir });
  await listening(child, port);
  return {
    url: `turn:127.0.0.1:${port}`, secretFile,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit');
        child.kill('SIGKILL');
        await exit;
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/** It answers to a STUN request. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  child.stdout?.resume();
  child.stderr?.resume();
  const socket = createSocket('udp4');
  const request = Buffer.alloc(20);
  request.writeUInt16BE(1, 0);
  request.writeUInt32BE(0x2112a442, 4);
  const ask = setInterval(() => socket.send(request, port, '127.0.0.1'), 100);
  try {
    await Promise.race([once(socket, 'message'), once(child, 'exit').then(() => { throw new Error('coturn has ended'); })]);
  } finally {
    clearInterval(ask);
    socket.close();
  }
}
