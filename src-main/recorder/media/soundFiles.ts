import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSoundCapture } from '#shared/domain/hall.ts';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { lastMedia, MediaWalk } from '../segments/matroska.ts';

/** A file of sound and the stretch of the timeline it covers. */
export interface SoundFile {
  absolutePath: string;
  runId: string;
  startMs: number;
  endMs: number;
}

const lookBytes = 262_144;

/**
 * Opus sound in Matroska stands 6.5 ms later than it is heard (CodecDelay); the books hold the
 * positions as they stand. Without this, 6.5 ms would be missing where two files meet.
 */
const codecDelayMs = 6.5;

async function bytesAt(path: string, end: 'head' | 'tail'): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Math.min(size, lookBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, end === 'head' ? 0 : size - bytes);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The stretch a file covers that is still being written, or was closed a moment ago; null before it holds anything. */
async function look(absolutePath: string, runId: string): Promise<SoundFile | null> {
  const walk = new MediaWalk();
  walk.push(await bytesAt(absolutePath, 'head'));
  const first = walk.span();
  const last = lastMedia(await bytesAt(absolutePath, 'tail'));
  return first && last && { absolutePath, runId, startMs: first.startMs, endMs: last.endMs };
}

const foldersIn = async (dir: string): Promise<string[]> =>
  (await readdir(dir, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

const filesIn = async (dir: string): Promise<string[]> =>
  (await readdir(dir).catch(() => [])).filter((name) => name.endsWith('.mkv')).toSorted();

const inOrder = (files: SoundFile[]): SoundFile[] => files
  .map((file) => ({ ...file, startMs: file.startMs - codecDelayMs, endMs: file.endMs - codecDelayMs }))
  .toSorted((a, b) => a.startMs - b.startMs);

/**
 * All sound of a hearing, by capture, each in the order of the timeline: segments in the books as they stand there,
 * and files on disk that are not in the books yet, among them the one that is growing.
 */
export async function soundFiles(dir: string, rows: readonly SegmentRow[]): Promise<Map<string, SoundFile[]>> {
  const found = new Map<string, SoundFile[]>();
  const add = (captureId: string, file: SoundFile): unknown => found.set(captureId, [...(found.get(captureId) ?? []), file]);
  const booked = new Set(rows.map((row) => row.path));
  for (const row of rows.filter(({ captureId }) => isSoundCapture(captureId)))
    add(row.captureId, { absolutePath: join(dir, row.path), runId: row.runId, startMs: row.startMs, endMs: row.endMs });
  for (const runId of await foldersIn(dir)) {
    for (const captureId of (await foldersIn(join(dir, runId))).filter(isSoundCapture)) {
      for (const name of (await filesIn(join(dir, runId, captureId))).filter((file) => !booked.has(`${runId}/${captureId}/${file}`))) {
        const growing = await look(join(dir, runId, captureId, name), runId);
        if (growing) add(captureId, growing);
      }
    }
  }
  return new Map([...found].map(([captureId, files]) => [captureId, inOrder(files)]));
}
