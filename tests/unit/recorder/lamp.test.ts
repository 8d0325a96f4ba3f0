import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Lamp } from '#main/recorder/lamp.ts';

let dir: string;
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'lamp-')); });
afterEach(() => rm(dir, { recursive: true }));

test('that its file cannot be written is told once, and again only after it could be', async () => {
  const stateDir = join(dir, 'state');
  let open = false;
  let troubles = 0;
  const lamp = new Lamp(stateDir, () => 7, () => open, () => { troubles += 1; });
  await lamp.start();
  await lamp.start();
  expect(troubles).toBe(1);
  await mkdir(stateDir);
  open = true;
  await lamp.start();
  expect(JSON.parse(await readFile(join(stateDir, 'microphones.json'), 'utf8'))).toEqual({ open: true, atMs: 7 });
  await rm(stateDir, { recursive: true });
  await lamp.start();
  lamp.stop();
  expect(troubles).toBe(2);
});
