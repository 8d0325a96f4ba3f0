import { mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { createDiskTools } from '#main/disk/native.ts';
import { systemClock } from '#main/process/clock.ts';
import { Ballast, pieceBytes } from '#main/recorder/targets/ballast.ts';
import { Targets } from '#main/recorder/targets/targets.ts';
import { runOk } from '../../helpers/ext4Disk.ts';
import { until } from '../../helpers/hurriedTime.ts';

/** A disk of its own: 2 GB of ext4, of which next to nothing is really there. */
const isRoot = process.getuid?.() === 0;
const disk = createDiskTools(resolve('native'));
let dir: string;
let root: string;

const freeBytes = async (): Promise<number> => {
  const { bavail, bsize } = await statfs(root);
  return bavail * bsize;
};

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ballast-'));
  root = join(dir, 'root');
  await mkdir(root);
  if (!isRoot) return;
  await runOk('truncate', '-s', '2G', join(dir, 'image'));
  await runOk('mkfs.ext4', '-q', join(dir, 'image'));
  await runOk('mount', '-o', 'loop', join(dir, 'image'), root);
});
afterAll(async () => {
  if (isRoot) await runOk('umount', '-l', root);
  await rm(dir, { recursive: true, force: true });
});

test.skipIf(!isRoot)('space is kept for a recording, as much as there is, and given back as it grows', async () => {
  const ballast = new Ballast(root, disk);
  const before = await freeBytes();
  await ballast.hold(3 * pieceBytes + 5);
  expect(ballast.heldBytes()).toBe(3 * pieceBytes);
  expect(before - (await freeBytes())).toBeGreaterThanOrEqual(3 * pieceBytes);
  await ballast.hold(2 * pieceBytes - 1);
  expect(ballast.heldBytes()).toBe(pieceBytes);
  await ballast.hold(1e15);
  expect(await freeBytes()).toBeGreaterThan(256 * 1024 * 1024); // never the last of the disk
  const next = new Ballast(root, disk); // the recorder was killed: what it held is found again
  await next.hold(pieceBytes);
  expect(next.heldBytes()).toBe(pieceBytes);
  await next.hold(0);
  expect(await readdir(join(root, '.reserved'))).toEqual([]);
  expect(Math.abs((await freeBytes()) - before)).toBeLessThan(1_000_000);
});

test.skipIf(!isRoot)('when others fill the disk, what was kept is given to the recording before it is full', async () => {
  const targets = new Targets(root, systemClock, disk, { onChange: () => undefined, onBack: () => undefined });
  await targets.start();
  await targets.reserve(4 * pieceBytes);
  const heldBytes = (): Promise<number> => readdir(join(root, '.reserved')).then((names) => names.length * pieceBytes);
  expect(await heldBytes()).toBe(4 * pieceBytes);
  await runOk('fallocate', '-l', String((await freeBytes()) - 200 * 1024 * 1024), join(root, 'others'));
  await until(async () => (await heldBytes()) < 4 * pieceBytes);
  expect(await freeBytes()).toBeGreaterThan(pieceBytes);
  expect(targets.status(() => 0)).toMatchObject([{ state: 'ok' }]);
  targets.stop();
});

test('space that cannot be kept is told with the reason, and no longer when it can', async () => {
  let refusal: string | null = 'ENOTSUP';
  const tools = { reserve: async () => (refusal === null ? ok(undefined) : err(appError('disk.reserve_failed', { params: { code: refusal } }))) };
  const targets = new Targets(await mkdtemp(join(dir, 'plain-')), systemClock, tools, { onChange: () => undefined, onBack: () => undefined });
  const told = async (bytes: number): Promise<unknown> => {
    await targets.reserve(bytes);
    return targets.status(() => 0)[0]?.unreserved;
  };
  expect(await told(pieceBytes)).toBe('ENOTSUP');
  refusal = null;
  expect(await told(pieceBytes)).toBeNull();
  refusal = 'EIO';
  expect(await told(2 * pieceBytes)).toBe('EIO');
  expect(await told(0)).toBeNull();
});
