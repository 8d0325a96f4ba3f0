import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ended, identify, isAlive, signal, startDetached, type ProcessIdentity } from '#main/process/runner.ts';

/** `npm start` with everything around it played: a set-up that is ready, a console that listens, a browser that writes down how it was called. */
let dir: string;
const running: ProcessIdentity[] = [];

const setUp = `export const projectDir = ${JSON.stringify('DIR')}; export const pinnedNode = () => process.execPath; export const readyOrExit = () => {};`;
const playedConsole = `
import { writeFileSync } from 'node:fs';
process.chdir(import.meta.dirname + '/../..');
writeFileSync('console.json', JSON.stringify({ pid: process.pid, args: process.argv.slice(2) }));
if (process.argv.includes('/held')) { console.log(JSON.stringify({ already: { url: 'http://127.0.0.1:9999', pid: 7 } })); console.error('A console already works in /held (process 7)'); process.exit(1); }
if (process.argv.includes('--port')) { console.error('The console could not start: port in use'); process.exit(1); }
console.log(JSON.stringify({ listening: { url: 'http://127.0.0.1:8470', lanUrls: [] } }));
process.on('SIGTERM', () => { writeFileSync('stopped', ''); process.exit(0); });
setInterval(() => {}, 1000);`;
const playedBrowser = '#!/bin/sh\ncd "$(dirname "$0")/.."\nprintf "%s\\n" "$@" > window.txt\nwhile [ ! -f close-window ]; do sleep 0.05; done\n';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'start-'));
  for (const folder of ['scripts', 'dist/node', 'bin', 'node_modules/electron']) await mkdir(join(dir, folder), { recursive: true });
  for (const script of ['start.mjs', 'electron.mjs']) await cp(join('scripts', script), join(dir, 'scripts', script));
  await writeFile(join(dir, 'scripts', 'set-up.mjs'), setUp.replace('DIR', dir));
  await writeFile(join(dir, 'package.json'), '{"type":"module"}');
  await writeFile(join(dir, 'node_modules/electron/package.json'), '{"version":"1.2.3"}');
  await writeFile(join(dir, 'dist/node/console.js'), playedConsole);
  await writeFile(join(dir, 'bin/chromium'), playedBrowser);
  await chmod(join(dir, 'bin/chromium'), 0o755);
});

afterEach(async () => {
  const played = await read('console.json').then((text) => (JSON.parse(text) as { pid: number }).pid, () => null);
  if (played !== null) running.push(identify(played));
  await writeFile(join(dir, 'close-window'), '');
  for (const who of running.splice(0)) if (isAlive(who)) signal(who, 'SIGKILL');
  await rm(dir, { recursive: true });
});

const read = (name: string): Promise<string> => readFile(join(dir, name), 'utf8');
const seen = (name: string): Promise<string> => vi.waitFor(async () => {
  const text = await read(name);
  if (text === '') throw new Error(`${name} is still empty`);
  return text;
}, { timeout: 20_000 });

async function start(args: string[], screen: string): Promise<ProcessIdentity> {
  const env = { ...process.env, PATH: `${join(dir, 'bin')}:/usr/bin:/bin`, DISPLAY: screen, WAYLAND_DISPLAY: '', ELECTRON_MIRROR: 'http://127.0.0.1:9/' };
  const started = await startDetached(process.execPath, [join(dir, 'scripts', 'start.mjs'), ...args], { outputPath: join(dir, 'output.txt'), env });
  if (!started.ok) throw new Error(started.error.detail);
  running.push(started.value);
  return started.value;
}

test.each(['SIGINT', 'SIGHUP'] as const)('--web serves, prints the address and stops cleanly on %s', async (ending) => {
  const program = await start(['--web', '--data-dir', '/data'], ':77');
  await vi.waitFor(async () => expect(await read('output.txt')).toContain('http://127.0.0.1:8470'), { timeout: 20_000 });
  expect(JSON.parse(await read('console.json'))).toMatchObject({ args: ['--web', '--json', '--data-dir', '/data'] });
  process.kill(program.pid, ending);
  expect(await ended(program, 10_000)).toBe(true);
  expect(await read('stopped')).toBe('');
  expect(await read('output.txt')).toContain('its recording goes on');
  await expect(read('window.txt')).rejects.toThrow('ENOENT');
});

test('without Electron the console opens in a window of its own in Chromium, and ends with that window', async () => {
  const program = await start([], ':77');
  const flags = (await seen('window.txt')).split('\n');
  expect(flags).toEqual(expect.arrayContaining(['--app=http://127.0.0.1:8470', `--user-data-dir=${join(dir, '.set-up', 'window')}`]));
  expect(flags.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  expect(await read('output.txt')).toContain('Electron\'s binary is not here');
  expect(JSON.parse(await read('.set-up/electron-not-fetched.json'))).toMatchObject({ version: '1.2.3', why: 'its server does not answer' });
  await writeFile(join(dir, 'close-window'), '');
  expect(await ended(program, 10_000)).toBe(true);
  expect(await read('stopped')).toBe('');
});

test('without a screen it says where to look', async () => {
  const program = await start([], '');
  await vi.waitFor(async () => expect(await read('output.txt')).toContain('There is no screen here'), { timeout: 20_000 });
  signal(program, 'SIGTERM');
  expect(await ended(program, 10_000)).toBe(true);
});

test('a console that cannot start ends the program with its own words', async () => {
  const program = await start(['--web', '--port', '1'], '');
  expect(await ended(program, 20_000)).toBe(true);
  expect(await read('output.txt')).toContain('port in use');
});

test('where a console has the data already, its window opens, and closing it stops nothing', async () => {
  const program = await start(['--data-dir', '/held'], ':77');
  expect(await seen('window.txt')).toContain('--app=http://127.0.0.1:9999\n');
  expect(isAlive(program)).toBe(true);
  await writeFile(join(dir, 'close-window'), '');
  expect(await ended(program, 10_000)).toBe(true);
  expect(await read('output.txt')).toContain('leaves that console running');
});

test('--web where a console has the data already says so and opens nothing', async () => {
  const program = await start(['--web', '--data-dir', '/held'], ':77');
  expect(await ended(program, 20_000)).toBe(true);
  expect(await read('output.txt')).toContain('A console already works in /held');
  await expect(read('window.txt')).rejects.toThrow('ENOENT');
});

test('what it does not understand is wrong usage, before anything starts', async () => {
  const program = await start(['--host', '0.0.0.0'], '');
  expect(await ended(program, 20_000)).toBe(true);
  expect(await read('output.txt')).toContain('--host goes with --web');
  await expect(read('console.json')).rejects.toThrow('ENOENT');
});
