import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audioCaptureId } from '#shared/domain/hall.ts';
import { lengthMs, makeCopy, probeSegment } from './ffmpeg.ts';
import type { ViewingIndex, ViewingRun } from './index.ts';
import { concatList, containerOf, copyArgs, pictureCaptures, type CopyInput, type PlacedSegment, type Segment } from './plan.ts';

export interface BuildInput {
  segments: readonly Segment[];
  absolutePath: (path: string) => string;
  /** Folder to be; it appears complete or not at all. */
  outDir: string;
  signal: AbortSignal;
}

/** Makes the viewing copies of everything that has arrived. Originals are only read. Throws in plain words. */
export async function buildViewing(input: BuildInput): Promise<ViewingIndex> {
  const workDir = `${input.outDir}.part`;
  await rm(workDir, { recursive: true, force: true });
  await mkdir(workDir, { recursive: true });
  const skipped: string[] = [];
  const runs: ViewingRun[] = [];
  for (const runId of unique(input.segments.map((s) => s.runId))) {
    const placed = await placeRun(input, input.segments.filter((s) => s.runId === runId), skipped);
    if (placed.size > 0) runs.push(await buildRun(runId, placed, workDir, input.signal));
  }
  const index: ViewingIndex = { runs, skipped };
  await writeFile(join(workDir, 'index.json'), JSON.stringify(index));
  await rename(workDir, input.outDir);
  return index;
}

type PlacedRun = Map<string, PlacedSegment[]>;

/** Every segment of a run with its position, by capture; unreadable ones are told, not used. */
async function placeRun(input: BuildInput, segments: Segment[], skipped: string[]): Promise<PlacedRun> {
  const placed: PlacedRun = new Map();
  for (const { captureId, path } of segments) {
    const absolutePath = input.absolutePath(path);
    const probed = await probeSegment(absolutePath, input.signal);
    if (probed) placed.set(captureId, [...(placed.get(captureId) ?? []), { absolutePath, ...probed }]);
    else skipped.push(path);
  }
  for (const list of placed.values()) list.sort((a, b) => a.startMs - b.startMs);
  return placed;
}

async function buildRun(runId: string, placed: PlacedRun, workDir: string, signal: AbortSignal): Promise<ViewingRun> {
  const fromMs = Math.min(...[...placed.values()].flat().map((s) => s.startMs));
  const audio = await writeInput(placed.get(audioCaptureId), `${runId}-audio`, fromMs, workDir);
  const copies = [];
  for (const captureId of pictureCaptures([...placed.keys()])) {
    const video = captureId === audioCaptureId ? null : await writeInput(placed.get(captureId), `${runId}-${captureId}`, fromMs, workDir);
    const name = `${runId}-${captureId}.${containerOf(captureId)}`;
    const made = await makeCopy(copyArgs(video, audio, join(workDir, name)), signal);
    if (!made.ok) throw new Error(made.error);
    copies.push({ captureId, name, lengthMs: await lengthMs(join(workDir, name), signal) });
  }
  const longestMs = Math.max(...copies.map((c) => c.lengthMs));
  return { runId, fromMs, toMs: fromMs + longestMs, copies: copies.map(({ captureId, name }) => ({ captureId, name })) };
}

async function writeInput(segments: PlacedSegment[] | undefined, name: string, runFromMs: number, workDir: string): Promise<(CopyInput & { streams: number }) | null> {
  const first = segments?.[0];
  if (!segments || !first) return null;
  const listPath = join(workDir, `${name}.ffconcat`);
  await writeFile(listPath, concatList(segments));
  return { listPath, delayMs: first.startMs - runFromMs, streams: first.audioStreams };
}

const unique = (items: string[]): string[] => [...new Set(items)];
