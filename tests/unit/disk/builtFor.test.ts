import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtFor, sourceHash } from '#main/disk/builtFor.ts';

const system = `${process.platform}-${process.arch}`;
let nativeDir: string;

beforeEach(() => {
  nativeDir = mkdtempSync(join(tmpdir(), 'native-'));
  for (const part of ['build.mjs', 'disk', 'include', 'steadyclock', 'watch']) cpSync(join('native', part), join(nativeDir, part), { recursive: true });
});
afterEach(() => rmSync(nativeDir, { recursive: true, force: true }));

function made(recorded: string): string {
  const folder = join(nativeDir, 'build', system);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'source.sha256'), `${recorded}\n`);
  return folder;
}

describe('what is delivered', () => {
  it.each(['linux-x64', 'win32-x64'])('was made from the sources as they are: %s (else: node native/build.mjs --prebuilt)', (folder) => {
    expect(readFileSync(join('native', 'prebuilt', folder, 'source.sha256'), 'utf8').trim()).toBe(sourceHash('native'));
  });

  it('imports on Windows exactly what the addon calls of Node', () => {
    const called = new Set([...readFileSync('native/disk/addon.c', 'utf8').matchAll(/\b(napi_[a-z0-9_]+)\(/g)].map(([, name]) => name));
    const imported = readFileSync('native/disk/node_api.def', 'utf8').split('\n').filter((line) => line.startsWith('napi_'));
    expect(new Set(imported)).toEqual(called);
  });
});

describe('the folder that is used', () => {
  it('is the delivered one where nothing was built', () => {
    expect(builtFor(nativeDir)).toBe(join(nativeDir, 'prebuilt', system));
  });

  it('is the one built here, from these very sources', () => {
    const folder = made(sourceHash(nativeDir));
    expect(builtFor(nativeDir)).toBe(folder);
  });

  it('is the delivered one when the sources have changed since', () => {
    made(sourceHash(nativeDir));
    writeFileSync(join(nativeDir, 'disk', 'posix.c'), ' ', { flag: 'a' });
    expect(builtFor(nativeDir)).toBe(join(nativeDir, 'prebuilt', system));
  });

  it.each(['/opt/console/resources/app.asar/native', '/opt/console/resources/app.asar.unpacked/native'])('lies beside the archive of an Electron package: %s', (dir) => {
    expect(builtFor(dir)).toBe(join('/opt/console/resources/app.asar.unpacked/native/prebuilt', system));
  });
});
