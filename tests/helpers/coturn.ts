import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Coturn {
  url: string;
  /** Where the court server finds the secret that both share. */
  secretFile: string;
  /** What it has written so far. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Debian's relay as a process of this test, on loopback alone; what it keeps is under `dir`. */
export async function startCoturn(dir: string, secret: string): Promise<Coturn> {
  const [config, log, secretFile] = ['turnserver.conf', 'turnserver.log', 'turn-secret'].map((name) => join(dir, name)) as [string, string, string];
  const port = await freePort();
  await writeFile(secretFile, `${secret}\n`);
  await chmod(secretFile, 0o600);
  await writeFile(config, [
    `listening-port=${port}`, 'listening-ip=127.0.0.1', 'relay-ip=127.0.0.1', 'allow-loopback-peers', 'no-cli', 'no-tls', 'no-dtls', 'no-tcp-relay',
    'use-auth-secret', `static-auth-secret=${secret}`, 'realm=court.example', 'verbose', `log-file=${log}`, 'simple-log', 'new-log-timestamp',
    `pidfile=${join(dir, 'turnserver.pid')}`, `userdb=${join(dir, 'turndb')}`, 'relay-threads=1', '',
  ].join('\n'));
  const child = spawn('turnserver', ['-c', config], { stdio: 'ignore' });
  const failed = once(child, 'error').then(([e]) => { throw e as Error; });
  const read = () => readFile(log, 'utf8').catch(() => '');
  await Promise.race([failed, listens(read)]);
  return {
    url: `turn:127.0.0.1:${port}?transport=udp`, secretFile, log: read,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

async function listens(read: () => Promise<string>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (/listener opened on/i.test(await read())) return;
    await pause(100);
  }
  throw new Error(`the relay does not listen: ${await read()}`);
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => { socket.bind(0, '127.0.0.1', resolve); });
  const { port } = socket.address();
  socket.close();
  return port;
}
