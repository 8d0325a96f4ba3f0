import type { Span } from '#shared/domain/timeline.ts';

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

const id = { segment: 0x18538067, cluster: 0x1f43b675, timestamp: 0xe7, blockGroup: 0xa0, block: 0xa1, simpleBlock: 0xa3 } as const;

/** Elements that are entered; everything else is read as a whole or skipped. */
const containers: ReadonlySet<number> = new Set([id.segment, id.cluster, id.blockGroup]);

/** First bytes of a cluster, to find one in the middle of a file. */
export const clusterMark = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);

const longestHeaderBytes = 12;
/** Enough of a block to know its track and time. */
const blockHeadBytes = 11;
/** A longer pause between two blocks is a hole, not the length of a block. */
const longestStepMs = 200;
const shortestHoleMs = 150;

interface Header { id: number; size: number; bytes: number }

/** A number of variable length; its first byte's leading zeros tell how many bytes follow. */
function variableInt(data: Buffer, at: number, keepMark: boolean): { value: number; bytes: number } | null {
  const first = data[at];
  if (first === undefined || first === 0) return null;
  const bytes = Math.clz32(first) - 23;
  if (at + bytes > data.length) return null;
  let value = keepMark ? first : first & ((1 << (8 - bytes)) - 1);
  for (let i = 1; i < bytes; i += 1) value = value * 256 + (data[at + i] ?? 0);
  return { value, bytes };
}

function headerAt(data: Buffer, at: number): Header | null {
  const name = variableInt(data, at, true);
  const size = name && variableInt(data, at + name.bytes, false);
  return name && size ? { id: name.value, size: size.value, bytes: name.bytes + size.bytes } : null;
}

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
    const body = at + header.bytes;
    if (containers.has(header.id)) return body;
    const wanted = Math.min(header.size, blockHeadBytes);
    if (this.#isRead(header.id) && body + wanted > data.length) return null;
    this.#read(header.id, data.subarray(body, body + wanted));
    return this.#jump(data, body + header.size);
  }

  #isRead = (name: number): boolean => name === id.timestamp || name === id.block || name === id.simpleBlock;

  #jump(data: Buffer, next: number): number {
    this.#skipBytes = Math.max(0, next - data.length);
    if (this.#skipBytes === 0) this.#finish();
    return next;
  }

  #read(name: number, body: Buffer): void {
    if (name === id.timestamp) this.#clusterMs = body.length === 0 ? 0 : body.readUIntBE(0, Math.min(body.length, 6));
    if (name !== id.block && name !== id.simpleBlock) return;
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
