import { appendFile, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { readEndOf } from '#main/recorder/segments/files.ts';
import { Holes } from '#main/recorder/segments/holes.ts';
import { RecordedFiles } from '#main/recorder/segments/recordedFiles.ts';
import { Mirror } from '#main/recorder/targets/mirror.ts';
import { Writing } from '#main/recorder/targets/writing.ts';
import type { AppError } from '#shared/domain/errors.ts';
import { ok } from '#shared/domain/result.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { pause } from './bench.ts';

/** Two copies of one capture, written by hand: on a busy computer one writer of a process is behind the other. */
let roots: [string, string];
const folder = 'run-001/cam1';
const dirOf = (root: string): string => join(root, 'h1', folder);
const fileIn = (root: string, index: number): string => join(dirOf(root), `0000${index}.mkv`);

beforeEach(async () => {
  roots = [await mkdtemp(join(tmpdir(), 'copy-1-')), await mkdtemp(join(tmpdir(), 'copy-2-'))];
  for (const root of roots) await mkdir(dirOf(root), { recursive: true });
});
afterEach(async () => {
  for (const root of roots) await rm(root, { recursive: true, force: true });
});

const rowOf = (index: number, content: string): SegmentRow => ({
  hearingId: 'h1', path: `${folder}/0000${index}.mkv`, captureId: 'cam1', runId: 'run-001', index, startMs: 0, endMs: 1000,
  bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), state: 'closed', verifiedAtMs: null, problem: null, tail: false,
});

/** Both copies are being written: the first has all of its first file, the second a part of it. */
async function bothWritten(): Promise<{ mirror: Mirror; faults: AppError[] }> {
  const writing = new Writing();
  for (const root of roots) writing.begin(dirOf(root), false);
  await writeFile(fileIn(roots[0], 0), 'all of it');
  await writeFile(fileIn(roots[1], 0), 'all');
  const faults: AppError[] = [];
  const targets = {
    roots: () => [...roots], isOk: () => true, isThere: async () => true, readable: () => true,
    isPast: (dir: string, index: number) => writing.isPast(dir, index), isOpen: (dir: string, index: number) => writing.isOpen(dir, index),
    answered: <T>(_: string, ask: () => Promise<T>) => ask(),
  };
  return { mirror: new Mirror({ disk: { dropCache: async () => ok(true) }, targets, onFault: (_, error) => faults.push(error), onChange: () => undefined }), faults };
}

const isEqual = async (mirror: Mirror): Promise<boolean> => mirror.behind(roots[1]) === 0 && (await readdir(dirOf(roots[1]))).length > 1;

test('a copy that is still being written when the other is entered is waited for, not replaced', async () => {
  const { mirror, faults } = await bothWritten();
  mirror.add(rowOf(0, 'all of it'));
  await pause(300);
  await appendFile(fileIn(roots[1], 0), ' of it');
  await writeFile(fileIn(roots[1], 1), '');
  await until(() => isEqual(mirror));
  await pause(100);
  expect(await readdir(dirOf(roots[1]))).toEqual(['00000.mkv', '00001.mkv']);
  expect(await readFile(fileIn(roots[1], 0), 'utf8')).toBe('all of it');
  expect(faults).toEqual([]);
});

test('one that its writer has left short is moved aside at once, and put there from the other', async () => {
  const { mirror } = await bothWritten();
  await writeFile(fileIn(roots[1], 1), '');
  mirror.add(rowOf(0, 'all of it'));
  await until(async () => (await readdir(dirOf(roots[1]))).includes('00000.mkv.other-1') && (await readFile(fileIn(roots[1], 0), 'utf8').catch(() => '')) === 'all of it');
});

test('the last one of a writer that was killed is put right although no next one comes', async () => {
  const { mirror } = await bothWritten();
  mirror.add(rowOf(0, 'all of it'));
  await until(async () => (await readFile(fileIn(roots[1], 0), 'utf8').catch(() => '')) === 'all of it');
});

test('a copy that cannot be looked at is not written over', async () => {
  const { mirror } = await bothWritten();
  await writeFile(fileIn(roots[1], 1), '');
  await rm(fileIn(roots[1], 0));
  await symlink('00000.mkv', fileIn(roots[1], 0)); // it leads to itself: asked for its size, the system answers with an error
  mirror.add(rowOf(0, 'all of it'));
  await until(() => mirror.behind(roots[1]) === 1);
  expect((await lstat(fileIn(roots[1], 0))).isSymbolicLink()).toBe(true);
  expect(await readdir(dirOf(roots[1]))).toEqual(['00000.mkv', '00001.mkv']);
});

/** Which of the two folders each file was entered from. */
async function enteredFrom(sizes: [number[], number[]], processes: { firstIndex: number; until: number }[]): Promise<number[]> {
  const from: number[] = [];
  const dirs = roots.map(dirOf);
  const books = { entered: async () => ok(new Set<number>()), enter: async (dir: string) => { from.push(dirs.indexOf(dir)); return ok(null); } };
  const files = new RecordedFiles(1, books, () => true, new Holes(1000, () => undefined), readEndOf);
  for (const process of processes) {
    files.begin(dirs, process.firstIndex);
    for (const [i, root] of roots.entries()) for (let n = process.firstIndex; n < Math.min(process.until, sizes[i]?.length ?? 0); n += 1) await writeFile(fileIn(root, n), Buffer.alloc(sizes[i]?.[n] ?? 0));
  }
  expect(await files.finish(false)).toBe(true);
  return from;
}

test('of two copies the one that has more is entered: a disk that failed in the middle of a file, or left something out, is left for the other', async () => {
  expect(await enteredFrom([[100, 40], [100, 100, 100]], [{ firstIndex: 0, until: 3 }])).toEqual([0, 1, 1]);
  for (const root of roots) await rm(dirOf(root), { recursive: true }).then(() => mkdir(dirOf(root)));
  expect(await enteredFrom([[100, 40, 100, 50], [100, 100, 100, 50]], [{ firstIndex: 0, until: 4 }])).toEqual([0, 1, 0, 0]);
});
