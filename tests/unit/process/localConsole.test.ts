import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consoleHolding, localConsoleFile, writeLocalConsole } from '#main/process/localConsole.ts';
import { takeLock } from '#main/process/lock.ts';
import { placesIn } from '#main/process/places.ts';

let dataDir: string;
beforeEach(() => { dataDir = mkdtempSync(join(tmpdir(), 'local-console-')); });
afterEach(() => rmSync(dataDir, { recursive: true }));

const local = (pid: number) => ({ url: 'http://127.0.0.1:9999', secret: 'x'.repeat(43), pid, version: '1', certificatePem: null });

test('nobody holds a folder without a lock, nor with the lock of a console that is gone', async () => {
  await writeLocalConsole(localConsoleFile(dataDir), local(process.pid));
  expect(await consoleHolding(dataDir)).toBeNull();
  writeFileSync(placesIn(dataDir).lock, JSON.stringify({ pid: process.pid, startedAt: 'another time' }));
  expect(await consoleHolding(dataDir)).toBeNull();
});

test('the holder is the console that answers, not the one whose file was left behind', async () => {
  takeLock(placesIn(dataDir).lock);
  await writeLocalConsole(localConsoleFile(dataDir), local(process.pid + 1));
  const holder = consoleHolding(dataDir);
  setTimeout(() => void writeLocalConsole(localConsoleFile(dataDir), local(process.pid)), 50); // it is just starting
  expect(await holder).toMatchObject({ url: 'http://127.0.0.1:9999', pid: process.pid });
});

test('a console that lets go while it is waited for holds nothing', async () => {
  const lock = takeLock(placesIn(dataDir).lock);
  const holder = consoleHolding(dataDir);
  if ('release' in lock) setTimeout(lock.release, 50);
  expect(await holder).toBeNull();
});

test('one that never answers is not waited for for ever', async () => {
  takeLock(placesIn(dataDir).lock);
  expect(await consoleHolding(dataDir, 200)).toBeNull();
});
