import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { endLeftovers, leftovers } from '../helpers/console.ts';

const bundle = new URL('../../dist/node/demo.js', import.meta.url).pathname;

test('Ctrl-C in the middle of the demonstration\'s hearing leaves nothing running: no capture, no console, no court server', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'demo-broken-off-'));
  const out = join(dir, 'demo');
  const demo = spawn(process.execPath, [bundle, '--out', out], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(demo, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface({ input: demo.stdout })) if (line.includes('recording starts')) break;
  await expect.poll(async () => (await leftovers(join(out, 'console'))).length, { timeout: 20_000 }).toBeGreaterThan(1);
  // A terminal's Ctrl-C comes twice: from the terminal, and from the script around the demonstration.
  demo.kill('SIGINT');
  demo.kill('SIGINT');
  expect((await ended)[0]).toBe(130);
  const left = await leftovers(join(out, 'console'));
  await endLeftovers(join(out, 'console'));
  await rm(dir, { recursive: true });
  expect(left).toEqual([]);
});

test('a folder that holds a demonstration already is refused in a sentence', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'demo-again-'));
  await mkdir(join(dir, 'court-server'));
  const second = spawn(process.execPath, [bundle, '--out', dir], { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  second.stderr.setEncoding('utf8').on('data', (text: string) => { words += text; });
  expect(await once(second, 'exit')).toEqual([2, null]);
  await rm(dir, { recursive: true });
  expect(words).toContain('holds a demonstration already');
});
