import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { identify } from '#main/process/runner.ts';
import { FakeFace, fakeSecret, keptLog } from '../../fakes/consoleFace.ts';

const played = vi.hoisted(() => ({ starts: 0, stops: 0 }));

vi.mock('#main/main.ts', () => ({
  startConsole: async () => {
    played.starts += 1;
    return { ok: true, value: { face: new FakeFace(), log: keptLog(), localSecret: fakeSecret, stop: async () => { played.stops += 1; } } };
  },
}));

const { argv } = process;
let dataDir: string;
let said: string[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'console-entry-'));
  said = [];
  Object.assign(played, { starts: 0, stops: 0 });
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(process, 'exit').mockImplementation((code) => { throw new Error(`exit ${code ?? 0}`); });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules(); // the entry runs when it is imported: the next test imports it anew
  process.argv = argv;
  process.exitCode = undefined;
  rmSync(dataDir, { recursive: true });
});

const enter = async (...args: string[]): Promise<void> => {
  process.argv = ['node', 'console.js', '--web', '--json', '--data-dir', dataDir, ...args];
  await import('#main/entries/console.ts');
};

async function takenPort(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  return { server, port: (server.address() as AddressInfo).port };
}

test('a console that cannot listen stops what it has started before it fails', async () => {
  const { server, port } = await takenPort();
  await expect(enter('--port', String(port))).rejects.toThrow('exit 1');
  server.close();
  expect(played).toEqual({ starts: 1, stops: 1 });
  expect(said.join('\n')).toContain('EADDRINUSE');
});

test('where a console has the data folder, its address is said and nothing is started', async () => {
  const local = { url: 'http://127.0.0.1:9999', secret: 'x'.repeat(43), pid: process.pid, version: '1', certificatePem: null };
  writeFileSync(join(dataDir, 'local.json'), JSON.stringify(local));
  writeFileSync(join(dataDir, 'console.lock'), JSON.stringify(identify(process.pid)));
  await enter();
  expect(JSON.parse(said[0] ?? '')).toEqual({ already: { url: local.url, pid: process.pid } });
  expect(said[1]).toContain(local.url);
  expect([played.starts, process.exitCode]).toEqual([0, 1]);
});
