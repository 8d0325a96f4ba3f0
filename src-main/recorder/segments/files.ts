import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { WatchTools } from '#main/app/ports/watch.ts';
import { lastClusters, MediaWalk, type TrackSpan } from './matroska.ts';

const segmentName = /^(\d{5,})\.mkv$/;

export const segmentFileName = (index: number): string => `${String(index).padStart(5, '0')}.mkv`;

/** Numbers of the segment files in a capture's folder, ascending; none while there is no folder. */
export async function segmentIndexes(dir: string): Promise<number[]> {
  const names = await readdir(dir).catch((e: NodeJS.ErrnoException) => {
    if (e.code === 'ENOENT') return [];
    throw e;
  });
  const numbers = names.map((name) => segmentName.exec(name)?.[1]).filter((n) => n !== undefined).map(Number);
  return numbers.toSorted((a, b) => a - b);
}

/** Size of a segment, or null while it does not exist. */
export async function segmentBytes(dir: string, index: number): Promise<number | null> {
  try {
    return (await stat(join(dir, segmentFileName(index)))).size;
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw e;
  }
}

const headBytes = 131_072;
/** Some clusters of sound or of a still picture: looked at twice a second for each capture. */
const endBytes = 32_768;

/** Opens a segment that may still be growing. */
async function look<T>(dir: string, index: number, at: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  const file = await open(join(dir, segmentFileName(index)), 'r');
  try {
    return await at(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), { position });
  return buffer.subarray(0, bytesRead);
}

/** Reads on from the beginning until `tracks` tracks have a whole block: one key frame of a rich picture is longer than any window. */
const headOf = (dir: string, index: number, tracks: number): Promise<ReadonlyMap<number, TrackSpan>> =>
  look(dir, index, async (file, size) => {
    const walk = new MediaWalk();
    for (let at = 0; at < size && walk.tracks().size < tracks; at += headBytes) walk.push(await bytesAt(file, at, Math.min(headBytes, size - at)));
    return walk.tracks();
  });

/**
 * Position from which the segments `from` to `upTo`, the last of which may still be growing, have media on
 * each of their `tracks`; null before that. A track may begin after the first segment has been cut.
 */
export async function firstMediaMs(dir: string, from: number, upTo: number, tracks: number): Promise<number | null> {
  const firsts = new Map<number, number>();
  for (let index = from; index <= upTo && firsts.size < tracks; index += 1) {
    for (const [track, { firstMs }] of await headOf(dir, index, tracks)) firsts.set(track, firsts.get(track) ?? firstMs);
  }
  return firsts.size < tracks ? null : Math.max(...firsts.values());
}

/** Reads a file's length and its last bytes, at most so many. */
export type ReadEnd = WatchTools['readEnd'];

/** In four goes, for systems that do it in no fewer. */
export async function readEndOf(path: string, bytes: number): ReturnType<ReadEnd> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - bytes);
    return { fileBytes: size, end: await bytesAt(file, from, size - from) };
  } finally {
    await file.close();
  }
}

/**
 * The newest media of a segment that may still be growing, per Matroska track; null while it has none.
 * The end is read further and further back: a rich picture's cluster may be megabytes long.
 */
export async function newestMedia(dir: string, index: number, readEnd: ReadEnd = readEndOf): Promise<ReadonlyMap<number, TrackSpan> | null> {
  for (let bytes = endBytes; ; bytes *= 4) {
    const { fileBytes, end } = await readEnd(join(dir, segmentFileName(index)), bytes);
    const found = lastClusters(end);
    if (found || fileBytes <= bytes) return found?.tracks() ?? null;
  }
}
