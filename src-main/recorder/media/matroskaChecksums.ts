import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/**
 * Checks the checksums that ffmpeg puts at the head of every part of a Matroska file. Opus has no
 * checksum of its own: a flipped bit in a packet of sound decodes without complaint, and only this
 * finds it when no SHA-256 of the whole file is at hand.
 */

const id = { ebml: 0x1a45dfa3, segment: 0x18538067, crc32: 0xbf };
const crcElementBytes = 6;
const longestHeaderBytes = 12;

interface Element { id: number; bodyAt: number; sizeBytes: number; unknownSize: boolean }

/** A number of variable length; its first byte's leading zeros tell how many bytes it has. */
function variableInt(data: Uint8Array, at: number, keepMark: boolean): { value: number; bytes: number; allOnes: boolean } | null {
  const first = data[at];
  if (first === undefined || first === 0) return null;
  const bytes = Math.clz32(first) - 23;
  if (at + bytes > data.length) return null;
  const low = first & ((1 << (8 - bytes)) - 1);
  const rest = data.subarray(at + 1, at + bytes);
  return {
    value: rest.reduce((sum, byte) => sum * 256 + byte, keepMark ? first : low),
    bytes,
    allOnes: low === (1 << (8 - bytes)) - 1 && rest.every((byte) => byte === 0xff),
  };
}

async function read(file: FileHandle, at: number, bytes: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes, at);
  return buffer.subarray(0, bytesRead);
}

async function elementAt(file: FileHandle, at: number): Promise<Element | null> {
  const head = await read(file, at, longestHeaderBytes);
  const name = variableInt(head, 0, true);
  const size = name && variableInt(head, name.bytes, false);
  return name && size ? { id: name.value, bodyAt: at + name.bytes + size.bytes, sizeBytes: size.value, unknownSize: size.allOnes } : null;
}

async function checksumHolds(file: FileHandle, element: Element): Promise<boolean> {
  const head = await read(file, element.bodyAt, Math.min(crcElementBytes, element.sizeBytes));
  if (head[0] !== id.crc32 || head.length < crcElementBytes) return true; // this part carries none
  const written = new DataView(head.buffer, head.byteOffset + 2).getUint32(0, true);
  const body = await read(file, element.bodyAt + crcElementBytes, element.sizeBytes - crcElementBytes);
  return crc32(body) === written;
}

/** Follows the parts of the file. `unfinished`: the recorder was killed, so its last part may be half there. */
async function walk(file: FileHandle, from: number, end: number, unfinished: boolean): Promise<string | null> {
  let at = from;
  while (at < end) {
    const element = await elementAt(file, at);
    const next = element ? element.bodyAt + element.sizeBytes : Infinity;
    if (next > end && unfinished && at + longestHeaderBytes > end) return null;
    if (!element) return `byte ${at}: not the beginning of any part`;
    if (next > end) return unfinished ? null : `byte ${at}: part reaches beyond the end of the file`;
    if (!(await checksumHolds(file, element))) return `byte ${at}: checksum of this part is wrong`;
    at = next;
  }
  return null;
}

/**
 * What is wrong with a Matroska file according to its own sizes and checksums; null when nothing is.
 * A file whose recorder was killed may end in the middle of its last part.
 */
export async function structureProblem(path: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const ebml = await elementAt(file, 0);
    const segment = ebml?.id === id.ebml ? await elementAt(file, ebml.bodyAt + ebml.sizeBytes) : null;
    if (segment?.id !== id.segment) return 'not a Matroska file';
    const end = segment.bodyAt + segment.sizeBytes;
    if (!segment.unknownSize && end > size) return `cut off: ${end - size} of ${end} bytes are missing`;
    if (!segment.unknownSize && end < size) return `${size - end} bytes too long`;
    return await walk(file, segment.bodyAt, size, segment.unknownSize);
  } finally {
    await file.close();
  }
}
