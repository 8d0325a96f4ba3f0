import type { Span } from '#shared/domain/timeline.ts';
import { elementId, headerAt, longestHeaderBytes, variableInt } from '../media/ebml.ts';

/**
 * Reads where the media of a Matroska file begins and ends, from the bytes as they pass by. It knows
 * the files that these captures write (timestamps in ms, known cluster sizes) and costs nothing beside
 * hashing them; an ffmpeg process would cost 60 ms of CPU for each file.
 */

export interface TrackSpan {
  firstMs: number;
  lastMs: number;
  blocks: number;
  /** Distance of the last two blocks: how long the last one lasts. */
  stepMs: number;
  /** Stretches between two blocks in which there could have been several. */
  holes: Span[];
}

export interface MediaSpan {
  startMs: number;
  endMs: number;
  tracks: number;
}

/** Elements that are entered; everything else is read as a whole or skipped. */
const containers: ReadonlySet<number> = new Set([elementId.segment, elementId.cluster, elementId.blockGroup]);

/** First bytes of a cluster, to find one in the middle of a file. */
export const clusterMark = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);

/** Enough of a block to know its track and time. */
const blockHeadBytes = 11;
/** A longer pause between two blocks is a hole, not the length of a block. */
const longestStepMs = 200;
const shortestHoleMs = 150;

export class MediaWalk {
  readonly #tracks = new Map<number, TrackSpan>();
  #pending: Buffer = Buffer.alloc(0);
  #skipBytes = 0;
  #clusterMs = 0;
  /** A block counts once its last byte has passed by: half a block cannot be played. */
  #unfinished: { track: number; atMs: number } | null = null;

  push(chunk: Buffer): void {
    let at = this.#skip(chunk);
    if (at >= chunk.length) return;
    const data = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk.subarray(at)]) : chunk.subarray(at);
    at = 0;
    while (at < data.length) {
      const next = this.#element(data, at);
      if (next === null) break;
      at = next;
    }
    this.#pending = Buffer.from(data.subarray(Math.min(at, data.length)));
  }

  /** Null while there is no whole block. */
  span(): MediaSpan | null {
    const tracks = [...this.#tracks.values()];
    if (tracks.length === 0) return null;
    return {
      startMs: Math.min(...tracks.map((t) => t.firstMs)),
      endMs: Math.max(...tracks.map((t) => t.lastMs + t.stepMs)),
      tracks: tracks.length,
    };
  }

  tracks(): ReadonlyMap<number, TrackSpan> {
    return this.#tracks;
  }

  #skip(chunk: Buffer): number {
    const skipped = Math.min(this.#skipBytes, chunk.length);
    this.#skipBytes -= skipped;
    if (this.#skipBytes === 0) this.#finish();
    return skipped;
  }

  /** Takes the element at `at`; returns where the next one begins, or null when more bytes are needed. */
  #element(data: Buffer, at: number): number | null {
    const header = headerAt(data, at);
    if (!header) return data.length - at >= longestHeaderBytes ? data.length : null;
    const body = at + header.headerBytes;
    if (containers.has(header.id)) return body;
    const wanted = Math.min(header.sizeBytes, blockHeadBytes);
    if (this.#isRead(header.id) && body + wanted > data.length) return null;
    this.#read(header.id, data.subarray(body, body + wanted));
    return this.#jump(data, body + header.sizeBytes);
  }

  #isRead = (name: number): boolean => name === elementId.timestamp || name === elementId.block || name === elementId.simpleBlock;

  #jump(data: Buffer, next: number): number {
    this.#skipBytes = Math.max(0, next - data.length);
    if (this.#skipBytes === 0) this.#finish();
    return next;
  }

  #read(name: number, body: Buffer): void {
    if (name === elementId.timestamp) this.#clusterMs = body.length === 0 ? 0 : body.readUIntBE(0, Math.min(body.length, 6));
    if (name !== elementId.block && name !== elementId.simpleBlock) return;
    const track = variableInt(body, 0, false);
    if (track && body.length >= track.bytes + 2) this.#unfinished = { track: track.value, atMs: this.#clusterMs + body.readInt16BE(track.bytes) };
  }

  #finish(): void {
    const block = this.#unfinished;
    if (!block) return;
    this.#unfinished = null;
    const known = this.#tracks.get(block.track);
    if (known) append(known, block.atMs);
    else this.#tracks.set(block.track, { firstMs: block.atMs, lastMs: block.atMs, blocks: 1, stepMs: 0, holes: [] });
  }
}

/** In place: a file has thousands of blocks. */
function append(span: TrackSpan, atMs: number): void {
  const stepMs = Math.max(0, atMs - span.lastMs);
  if (stepMs > shortestHoleMs) span.holes.push({ fromMs: span.lastMs + span.stepMs, toMs: atMs });
  span.stepMs = Math.min(longestStepMs, stepMs);
  span.lastMs = atMs;
  span.blocks += 1;
}

/** What the end of a growing file holds: the span of its last clusters, or null when none begins in `tail`. */
export const lastMedia = (tail: Buffer): MediaSpan | null => lastClusters(tail)?.span() ?? null;

/** The last clusters of a growing file, walked; null when none with a whole block begins in `tail`. */
export function lastClusters(tail: Buffer): MediaWalk | null {
  for (let at = tail.lastIndexOf(clusterMark); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(clusterMark, at - 1)) {
    const walk = new MediaWalk();
    walk.push(tail.subarray(at));
    if (walk.span()) return walk;
  }
  return null;
}
