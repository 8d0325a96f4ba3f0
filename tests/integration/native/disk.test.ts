import { randomBytes } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDiskTools } from '#main/disk/native.ts';
import { runToEnd } from '#main/process/runner.ts';
import type { Result } from '#shared/domain/result.ts';
import { needsProgram } from '../sources/programs.ts';
import { placeOn, type FileSystem, type Place } from './places.ts';

const mib = 1024 * 1024;
/** The list of where a file lies takes some as well. */
const fewBlocksBytes = 65_536;
const done = { ok: true, value: undefined };
const disk = createDiskTools(resolve('native'));

const takenBytes = async (path: string): Promise<number> => (await stat(path)).blocks * 512;
const freeBytes = async (dir: string): Promise<number> => { const fs = await statfs(dir); return fs.bavail * fs.bsize; };
const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false);
const codeOf = (outcome: Result<unknown>) => (outcome.ok ? 'done' : outcome.error.params?.code);

/** Bytes of the file that lie in memory. */
async function inMemoryBytes(path: string): Promise<number> {
  const told = await runToEnd('fincore', ['--bytes', '--noheadings', '--output', 'RES', path], { timeoutMs: 10_000 });
  if (!told.ok || told.value.code !== 0) throw new Error(`fincore cannot tell of ${path}`);
  return Number(told.value.stdout.toString().trim());
}

/** Blocks are chosen only when they are written. */
async function syncAll(dir: string): Promise<void> {
  const synced = await runToEnd('sync', ['--file-system', dir], { timeoutMs: 20_000 });
  if (!synced.ok || synced.value.code !== 0) throw new Error(`${dir} cannot be synced`);
}

/**
 * Leaves this many bytes free, a block here and a block there: a file that takes them all needs blocks for the
 * list of them, too. ext4 keeps a few aside for such lists, enough for 2 MiB in pieces, not for 4.
 */
async function fillButPieces(dir: string, leftBytes: number): Promise<void> {
  const blockBytes = (await statfs(dir)).bsize;
  await disk.reserve(join(dir, 'rest'), await freeBytes(dir) - 2 * leftBytes - mib);
  const pieces = Array.from({ length: 2 * leftBytes / blockBytes }, (_, i) => join(dir, `piece-${i}`));
  for (const piece of pieces) await writeFile(piece, Buffer.alloc(blockBytes));
  await syncAll(dir);
  await disk.reserve(join(dir, 'last'), await freeBytes(dir));
  for (const [i, piece] of pieces.entries()) if (i % 2 === 0) await rm(piece);
  await syncAll(dir);
}

it('is there on this machine', () => {
  expect(disk.unavailable).toBeNull();
});

describe.each<FileSystem>(['ext4', 'tmpfs'])('on %s', (fileSystem) => {
  let place: Place;
  let path: string;
  let count = 0;

  beforeAll(async () => { place = await placeOn(fileSystem); });
  afterAll(() => place.clean());
  beforeEach(() => { path = join(place.dir, `${count += 1}`); });

  async function withContent(bytes: number): Promise<Buffer> {
    const content = randomBytes(bytes);
    await writeFile(path, content);
    return content;
  }

  it('reserves: the disk has less, the file is no longer, asking again takes no more', async () => {
    const before = await freeBytes(place.dir);
    expect(await disk.reserve(path, 40 * mib)).toEqual(done);
    expect(await disk.reserve(path, 40 * mib)).toEqual(done);
    expect((await stat(path)).size).toBe(0);
    expect(Math.abs(await takenBytes(path) - 40 * mib)).toBeLessThan(mib);
    if (place.ownFileSystem) expect(Math.abs(before - await freeBytes(place.dir) - 40 * mib)).toBeLessThan(mib);
    await rm(path);
  });

  it('gives back from the end, and everything', async () => {
    const before = await freeBytes(place.dir);
    await disk.reserve(path, 40 * mib);
    expect(await disk.release(path, 10 * mib)).toEqual(done);
    expect(Math.abs(await takenBytes(path) - 10 * mib)).toBeLessThan(mib);
    if (place.ownFileSystem) expect(Math.abs(before - await freeBytes(place.dir) - 10 * mib)).toBeLessThan(mib);
    expect(await disk.release(path, 20 * mib)).toEqual(done);
    expect(await takenBytes(path)).toBeLessThan(11 * mib);
    expect(await disk.release(path, 0)).toEqual(done);
    expect(await takenBytes(path)).toBe(0);
    if (place.ownFileSystem) expect(Math.abs(before - await freeBytes(place.dir))).toBeLessThan(mib);
    expect(await disk.release(`${path}-never-there`, 0)).toEqual(done);
  });

  it('leaves the content of a file as it is', async () => {
    const content = await withContent(3 * mib + 17);
    await disk.reserve(path, 20 * mib);
    expect(await takenBytes(path)).toBeGreaterThanOrEqual(20 * mib);
    expect((await readFile(path)).equals(content)).toBe(true);
    expect(await disk.release(path, 8 * mib)).toEqual(done);
    expect(await takenBytes(path)).toBeGreaterThanOrEqual(8 * mib);
    expect(await disk.release(path, 0)).toEqual(done);
    expect(await takenBytes(path)).toBeLessThan(4 * mib);
    expect((await readFile(path)).equals(content)).toBe(true);
    await rm(path);
  });

  it('says that there is not so much space, and leaves nothing behind', async () => {
    const tooMuch = 2 * await freeBytes(place.dir) + mib;
    expect(codeOf(await disk.reserve(path, tooMuch))).toBe('ENOSPC');
    expect(await exists(path)).toBe(false);
    const content = await withContent(mib);
    await disk.reserve(path, 5 * mib);
    const taken = await takenBytes(path);
    expect(codeOf(await disk.reserve(path, tooMuch))).toBe('ENOSPC');
    expect(await takenBytes(path)).toBe(taken);
    expect((await readFile(path)).equals(content)).toBe(true);
    await rm(path);
  });

  it('leaves nothing behind where several want the last space at once either', async ({ skip }) => {
    if (!place.ownFileSystem) skip('fills its disk');
    const before = await freeBytes(place.dir);
    for (let round = 0; round < 10; round += 1) {
      const paths = ['a', 'b', 'c', 'd'].map((name) => `${path}${name}`);
      const outcomes = await Promise.all(paths.map((each) => disk.reserve(each, Math.floor(before * 0.6))));
      for (const [i, each] of paths.entries()) expect(codeOf(outcomes[i] as Result<void>)).toBe(await exists(each) ? 'done' : 'ENOSPC');
      const granted = outcomes.filter((o) => o.ok).length;
      expect(Math.abs(before - await freeBytes(place.dir) - granted * before * 0.6)).toBeLessThan(2 * mib);
      for (const each of paths) await rm(each, { force: true });
    }
  });

  it('forgets a file in memory where there is a disk to read it from', async () => {
    await needsProgram('fincore', 'util-linux-extra');
    const content = await withContent(9 * mib);
    await readFile(path);
    expect(await inMemoryBytes(path)).toBeGreaterThanOrEqual(9 * mib);
    const onDisk = fileSystem !== 'tmpfs' || !place.ownFileSystem;
    expect(await disk.dropCache(path)).toEqual({ ok: true, value: onDisk });
    if (onDisk) expect(await inMemoryBytes(path)).toBe(0);
    expect((await readFile(path)).equals(content)).toBe(true);
    await rm(path);
  });

  it('says that a disk is read-only', async ({ skip }) => {
    if (!place.ownFileSystem) skip('needs a disk of its own');
    const content = await withContent(mib);
    await place.makeReadOnly();
    expect(codeOf(await disk.reserve(path, 5 * mib))).toBe('EROFS');
    expect(codeOf(await disk.reserve(`${path}-new`, 5 * mib))).toBe('EROFS');
    expect((await readFile(path)).equals(content)).toBe(true);
  });
});

it('keeps what was reserved before when an ext4 is full only half-way through', async ({ skip }) => {
  const place = await placeOn('ext4');
  try {
    if (!place.ownFileSystem) skip('needs an ext4 that says it has space and has not');
    const path = join(place.dir, 'ballast');
    await disk.reserve(path, mib);
    await fillButPieces(place.dir, 4 * mib);
    const [taken, free] = [await takenBytes(path), await freeBytes(place.dir)];
    expect(free).toBeGreaterThan(mib);
    expect(codeOf(await disk.reserve(path, taken + free))).toBe('ENOSPC');
    expect(Math.abs(await takenBytes(path) - taken)).toBeLessThan(fewBlocksBytes);
    expect(Math.abs(await freeBytes(place.dir) - free)).toBeLessThan(fewBlocksBytes);
  } finally {
    await place.clean();
  }
});

describe('what cannot be done is a value', () => {
  let dir: string;
  beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'disk-')); });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it.each([[Number.NaN, 'EINVAL'], [-1, 'EINVAL'], [0.5, 'EINVAL'], [2 ** 60, 'EINVAL']])('%s bytes', async (bytes, code) => {
    expect(codeOf(await disk.reserve(join(dir, 'file'), bytes))).toBe(code);
    expect(await exists(join(dir, 'file'))).toBe(false);
  });

  it('paths that are none', async () => {
    expect(codeOf(await disk.reserve(dir, mib))).toBe('EISDIR');
    expect(codeOf(await disk.reserve(join(dir, 'nowhere', 'file'), mib))).toBe('ENOENT');
    expect(codeOf(await disk.reserve('a\0b', mib))).toBe('ERR_INVALID_ARG_TYPE');
    expect(codeOf(await disk.reserve('/dev/null', mib))).toBe('EINVAL');
    expect(await disk.dropCache(join(dir, 'nowhere'))).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
  });

  it('a file that somebody has mapped stays in memory, and that is said', async () => {
    expect(await disk.dropCache(process.execPath)).toEqual({ ok: true, value: false });
  });

  it.each([['no addon at all', null], ['an addon that is none', 'text']])('%s: the console goes on without', async (_, text) => {
    const nativeDir = join(dir, 'native');
    const folder = join(nativeDir, 'prebuilt', `${process.platform}-${process.arch}`);
    await mkdir(folder, { recursive: true });
    if (text !== null) await writeFile(join(folder, 'disk.node'), text);
    const without = createDiskTools(nativeDir);
    expect(without.unavailable).toMatchObject({ code: 'disk.reserve_failed', detail: expect.stringContaining('no disk addon') });
    expect(await without.reserve(join(dir, 'file'), mib)).toEqual({ ok: false, error: without.unavailable });
    expect(await without.release(join(dir, 'file'), 0)).toEqual({ ok: false, error: without.unavailable });
    expect(await without.dropCache(join(dir, 'file'))).toEqual({ ok: true, value: false });
  });
});
