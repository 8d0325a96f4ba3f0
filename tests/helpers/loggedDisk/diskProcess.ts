import { spawnSync } from 'node:child_process';
import { fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { setPriority } from 'node:os';
import { logHead } from './writeLog.ts';

/**
 * `diskProcess.ts <image> <log> <file>`: lets `file` stand for the image through FUSE and writes down
 * every write and every flush before it is answered. A loop device on it is a disk whose state at any
 * moment can be rebuilt: what lies in the file system's memory and was never written is not in the log.
 * Ends when the file is unmounted. One request at a time, in the order in which they come.
 *
 * The protocol is that of linux/fuse.h; numbers are offsets and sizes of its structures.
 */
const [imagePath = '', logPath = '', mountFile = ''] = process.argv.slice(2);
const image = openSync(imagePath, 'r+');
const log = openSync(logPath, 'wx');
const sizeBytes = fstatSync(image).size;

const maxWriteBytes = 128 * 1024;
const pageBytes = 4096;
const requestHead = 40;
const argumentBytes = 40;
const ops = { forget: 2, getattr: 3, setattr: 4, open: 14, read: 15, write: 16, statfs: 17, release: 18, fsync: 20, flush: 25, init: 26, destroy: 38, interrupt: 36, batchForget: 42 } as const;
const notImplemented = -38;
const regularFile = 0o100600;
const rootNode = 1;
const forAnHourS = 3600n;

function attributes(): Buffer {
  const out = Buffer.alloc(104);
  out.writeBigUInt64LE(forAnHourS, 0);
  out.writeBigUInt64LE(BigInt(rootNode), 16);
  out.writeBigUInt64LE(BigInt(sizeBytes), 24);
  out.writeBigUInt64LE(BigInt(Math.ceil(sizeBytes / 512)), 32);
  out.writeUInt32LE(regularFile, 16 + 60);
  out.writeUInt32LE(1, 16 + 64);
  out.writeUInt32LE(pageBytes, 16 + 80);
  return out;
}

/** Version 7.31, large writes in as many pages, nothing else that would need an answer. */
function init(): Buffer {
  const out = Buffer.alloc(64);
  const flags = { bigWrites: 1 << 5, maxPages: 1 << 22 };
  out.writeUInt32LE(7, 0);
  out.writeUInt32LE(31, 4);
  out.writeUInt32LE(maxWriteBytes, 8);
  out.writeUInt32LE(flags.bigWrites | flags.maxPages, 12);
  out.writeUInt16LE(16, 16);
  out.writeUInt16LE(12, 18);
  out.writeUInt32LE(maxWriteBytes, 20);
  out.writeUInt32LE(1, 24);
  out.writeUInt16LE(maxWriteBytes / pageBytes, 28);
  return out;
}

/** Nothing of this file is cached by the kernel: what is written comes here at once. */
function opened(): Buffer {
  const directIo = 1;
  const out = Buffer.alloc(16);
  out.writeUInt32LE(directIo, 8);
  return out;
}

function read(request: Buffer): Buffer {
  const out = Buffer.alloc(request.readUInt32LE(requestHead + 16));
  return out.subarray(0, readSync(image, out, 0, out.length, Number(request.readBigUInt64LE(requestHead + 8))));
}

function write(request: Buffer, cameAtMs: number): Buffer {
  const offset = Number(request.readBigUInt64LE(requestHead + 8));
  const bytes = request.readUInt32LE(requestHead + 16);
  const data = request.subarray(requestHead + argumentBytes, requestHead + argumentBytes + bytes);
  writeSync(image, data, 0, bytes, offset);
  writeSync(log, Buffer.concat([logHead('write', cameAtMs, offset, bytes), data]));
  const out = Buffer.alloc(8);
  out.writeUInt32LE(bytes, 0);
  return out;
}

function flush(cameAtMs: number): Buffer {
  writeSync(log, logHead('flush', cameAtMs));
  return Buffer.alloc(0);
}

/** The answer's content; a number is an error; null: nobody waits for one. */
function answer(op: number, request: Buffer, cameAtMs: number): Buffer | number | null {
  switch (op) {
    case ops.init: return init();
    case ops.getattr: case ops.setattr: return attributes();
    case ops.open: return opened();
    case ops.read: return read(request);
    case ops.write: return write(request, cameAtMs);
    case ops.fsync: return flush(cameAtMs);
    case ops.statfs: return Buffer.alloc(80);
    case ops.flush: case ops.release: case ops.destroy: return Buffer.alloc(0);
    case ops.forget: case ops.batchForget: case ops.interrupt: return null;
    default: return notImplemented;
  }
}

function reply(device: number, request: Buffer, content: Buffer | number): void {
  const data = typeof content === 'number' ? Buffer.alloc(0) : content;
  const head = Buffer.alloc(16);
  head.writeUInt32LE(head.length + data.length, 0);
  head.writeInt32LE(typeof content === 'number' ? content : 0, 4);
  request.copy(head, 8, 8, 16);
  writeSync(device, Buffer.concat([head, data]));
}

/** Null when the file was unmounted. */
function nextRequest(device: number, into: Buffer): Buffer | null {
  for (;;) {
    try {
      return into.subarray(0, readSync(device, into));
    } catch (e) {
      const { code } = e as NodeJS.ErrnoException;
      if (code === 'ENODEV') return null;
      if (code !== 'EINTR' && code !== 'ENOENT' && code !== 'EAGAIN') throw e; // ENOENT: broken off while it was handed over
    }
  }
}

function serve(device: number): void {
  const buffer = Buffer.alloc(requestHead + argumentBytes + maxWriteBytes + pageBytes);
  for (let request = nextRequest(device, buffer); request; request = nextRequest(device, buffer)) {
    const content = answer(request.readUInt32LE(4), request, Date.now());
    if (content !== null) reply(device, request, content);
  }
}

setPriority(-10);
const device = openSync('/dev/fuse', 'r+');
const options = `fd=3,rootmode=${regularFile.toString(8)},user_id=0,group_id=0`;
const mounted = spawnSync('/bin/mount', ['-i', '-t', 'fuse', '-o', options, 'logged-disk', mountFile], { stdio: ['ignore', 'inherit', 'inherit', device] });
if (mounted.status !== 0) process.exit(1);
writeSync(1, `${JSON.stringify({ ready: true })}\n`);
serve(device);
