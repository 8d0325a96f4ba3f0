import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * Everything a disk was told, in order, each with the moments at which it came and was answered: 32
 * bytes of head and, of a write, its bytes.
 */
export type DiskRecord = Moments & ({ kind: 'write'; offset: number; bytes: number; /** Of the bytes in the log. */ logOffset: number } | { kind: 'flush' });

interface Moments {
  cameAtMs: number;
  answeredAtMs: number;
}

const headBytes = 32;
const kinds = { write: 1, flush: 2 } as const;

/** Answered now. */
export function logHead(kind: keyof typeof kinds, cameAtMs: number, offset = 0, bytes = 0): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(kinds[kind], 0);
  head.writeUInt32LE(bytes, 4);
  head.writeDoubleLE(Date.now(), 8);
  head.writeDoubleLE(offset, 16);
  head.writeDoubleLE(cameAtMs, 24);
  return head;
}

/** The records answered no later than `untilMs`. */
export function readLog(path: string, untilMs: number): DiskRecord[] {
  const fd = openSync(path, 'r');
  const head = Buffer.alloc(headBytes);
  const records: DiskRecord[] = [];
  try {
    for (let at = 0; readSync(fd, head, 0, headBytes, at) === headBytes;) {
      const [kind, bytes, answeredAtMs] = [head.readUInt32LE(0), head.readUInt32LE(4), head.readDoubleLE(8)];
      if (answeredAtMs > untilMs) break;
      const moments = { cameAtMs: head.readDoubleLE(24), answeredAtMs };
      records.push(kind === kinds.flush ? { kind: 'flush', ...moments } : { kind: 'write', ...moments, offset: head.readDoubleLE(16), bytes, logOffset: at + headBytes });
      at += headBytes + bytes;
    }
    return records;
  } finally {
    closeSync(fd);
  }
}

/** How a disk kept up before a moment: whose pause it was when much is lost. */
export interface Pace {
  /** Since the newest flush was answered. */
  flushAgeMs: number;
  /** Since the newest write was answered. */
  writeAgeMs: number;
  /** The longest that this disk itself took for an answer in the two seconds before, the one after it included. */
  longestAnswerMs: number;
}

const paceOverMs = 2000;

/** Of records that reach beyond the moment. */
export function paceBefore(records: readonly DiskRecord[], cutMs: number): Pace {
  const ageMs = (kind: DiskRecord['kind']): number => cutMs - (records.findLast((record) => record.kind === kind && record.answeredAtMs <= cutMs)?.answeredAtMs ?? 0);
  const near = records.filter(({ cameAtMs, answeredAtMs }) => cameAtMs <= cutMs && answeredAtMs > cutMs - paceOverMs);
  return { flushAgeMs: ageMs('flush'), writeAgeMs: ageMs('write'), longestAnswerMs: Math.max(0, ...near.map(({ cameAtMs, answeredAtMs }) => answeredAtMs - cameAtMs)) };
}

/** What becomes of writes that the disk has answered but not been told to flush. */
export type DriveCache = 'kept' | 'lost';

const sectorBytes = 4096;

/**
 * Writes a disk as the power cut left it into `image`, which must be its state before the first record.
 * With the drive's cache lost, of what was never flushed each 4 KiB is there or not, as chance will have it.
 */
export function replay(logPath: string, records: readonly DiskRecord[], image: string, cache: DriveCache, random: () => number): void {
  const flushed = records.findLastIndex((record) => record.kind === 'flush');
  const [log, disk] = [openSync(logPath, 'r'), openSync(image, 'r+')];
  try {
    for (const [i, record] of records.entries()) {
      if (record.kind !== 'write') continue;
      const data = Buffer.alloc(record.bytes);
      readSync(log, data, 0, record.bytes, record.logOffset);
      if (cache === 'kept' || i < flushed) writeSync(disk, data, 0, record.bytes, record.offset);
      else writeSome(disk, data, record.offset, random);
    }
  } finally {
    closeSync(log);
    closeSync(disk);
  }
}

function writeSome(disk: number, data: Buffer, offset: number, random: () => number): void {
  for (let at = 0; at < data.length; at += sectorBytes) {
    if (random() < 0.5) writeSync(disk, data, at, Math.min(sectorBytes, data.length - at), offset + at);
  }
}

/** A file of this size with nothing in it. */
export function emptyFile(path: string, bytes: number): void {
  const fd = openSync(path, 'wx');
  ftruncateSync(fd, bytes);
  closeSync(fd);
}
