import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { readPieces } from '#main/process/pieces.ts';
import type { Run } from '../captures.ts';
import { segmentFileName } from './files.ts';
import { MediaWalk, type TrackSpan } from './matroska.ts';

export interface FinishedSegment {
  dir: string;
  run: Run;
  captureId: string;
  index: number;
  /** The last file of a capture that was killed: unfinished, kept and used. */
  tail: boolean;
}

/** What a finished file holds. */
export interface Stock {
  row: SegmentRow;
  /** By Matroska track, counted from 1. */
  tracks: ReadonlyMap<number, TrackSpan>;
}

/**
 * Takes stock of a segment nobody writes any more: makes it durable, hashes it and finds where its
 * media begins and ends, all in one pass. Null when the file holds no media at all; it stays where it is.
 */
export async function takeStock(segment: FinishedSegment): Promise<Stock | null> {
  const file = await open(join(segment.dir, segmentFileName(segment.index)), 'r+');
  try {
    await file.datasync();
    const hash = createHash('sha256');
    const walk = new MediaWalk();
    const bytes = await readPieces(file, (piece) => {
      hash.update(piece);
      walk.push(piece);
    });
    const span = walk.span();
    return span && { row: rowOf(segment, span.startMs, span.endMs, bytes, hash.digest('hex')), tracks: walk.tracks() };
  } finally {
    await file.close();
  }
}

function rowOf(segment: FinishedSegment, startMs: number, endMs: number, bytes: number, sha256: string): SegmentRow {
  const { run, captureId, index, tail } = segment;
  return {
    hearingId: run.hearingId, path: `${run.runId}/${captureId}/${segmentFileName(index)}`, captureId, runId: run.runId, index,
    startMs, endMs, bytes, sha256, state: 'closed', verifiedAtMs: null, problem: null, tail,
  };
}
