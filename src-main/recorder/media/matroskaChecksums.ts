import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { pieceBytes, withPiece } from '#main/process/pieces.ts';
import { elementId, headerAt, longestHeaderBytes, type ElementHeader } from './ebml.ts';

/**
 * Checks the checksums that ffmpeg puts at the head of every part of a Matroska file. Opus has no
 * checksum of its own: a flipped bit in a packet of sound decodes without complaint, and only this
 * finds it when no SHA-256 of the whole file is at hand.
 */

/** What else there may be in a segment (RFC 9559): seek head, info, tracks, cues, chapters, attachments, tags. */
const otherParts: ReadonlySet<number> = new Set([0x114d9b74, 0x1549a966, 0x1654ae6b, 0x1c53bb6b, 0x1043a770, 0x1941a469, 0x1254c367]);
const crcElementBytes = 6;
/** Four bytes. */
const crcSize = 0x84;
type Element = Omit<ElementHeader, 'headerBytes'> & { bodyAt: number };

/** A file read from front to back in large pieces: its parts are small, and asking for each costs more than what is in it. */
class Pages {
  readonly #file: FileHandle;
  readonly #buffer: Buffer;
  #from = 0;
  #length = 0;

  constructor(file: FileHandle, buffer: Buffer) {
    this.#file = file;
    this.#buffer = buffer;
  }

  /** So many bytes from here, fewer at the end of the file and never more than a piece; good until the next call. */
  async bytes(at: number, count: number): Promise<Uint8Array> {
    const wanted = Math.min(count, pieceBytes);
    if (at < this.#from || at + wanted > this.#from + this.#length) {
      const { bytesRead } = await this.#file.read(this.#buffer, 0, pieceBytes, at);
      [this.#from, this.#length] = [at, bytesRead];
    }
    const start = at - this.#from;
    return this.#buffer.subarray(start, Math.min(start + wanted, this.#length));
  }

  async crc32(from: number, end: number): Promise<number> {
    let sum = 0;
    for (let at = from; at < end; at += pieceBytes) sum = crc32(await this.bytes(at, end - at), sum);
    return sum;
  }
}

async function elementAt(pages: Pages, at: number): Promise<Element | null> {
  const header = headerAt(await pages.bytes(at, longestHeaderBytes), 0);
  return header && { ...header, bodyAt: at + header.headerBytes };
}

/** Without its name right a part would be skipped by every player, and without its checksum nothing would be known of it. */
async function partProblem(pages: Pages, { id: name, bodyAt, sizeBytes }: Element, unfinished: boolean): Promise<string | null> {
  if (name === elementId.void) return null;
  if (name !== elementId.cluster && !otherParts.has(name)) return 'no part of a recording';
  const head = await pages.bytes(bodyAt, Math.min(crcElementBytes, sizeBytes));
  const carriesOne = head.length === crcElementBytes && head[0] === elementId.crc32 && head[1] === crcSize;
  if (!carriesOne) return unfinished && name !== elementId.cluster ? null : 'this part has no checksum'; // ffmpeg gives it to the others at the end
  const written = new DataView(head.buffer, head.byteOffset + 2).getUint32(0, true);
  return (await pages.crc32(bodyAt + crcElementBytes, bodyAt + sizeBytes)) === written ? null : 'checksum of this part is wrong';
}

/** Follows the parts of the file. `unfinished`: the recorder was killed, so its last part may be half there. */
async function walk(pages: Pages, from: number, end: number, unfinished: boolean): Promise<string | null> {
  let at = from;
  while (at < end) {
    const element = await elementAt(pages, at);
    const next = element ? element.bodyAt + element.sizeBytes : Infinity;
    if (next > end && unfinished && at + longestHeaderBytes > end) return null;
    if (!element) return `byte ${at}: not the beginning of any part`;
    if (next > end) return unfinished ? null : `byte ${at}: part reaches beyond the end of the file`;
    const problem = await partProblem(pages, element, unfinished);
    if (problem !== null) return `byte ${at}: ${problem}`;
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
    return await withPiece((buffer) => problemIn(new Pages(file, buffer), size));
  } finally {
    await file.close();
  }
}

async function problemIn(pages: Pages, size: number): Promise<string | null> {
  const ebml = await elementAt(pages, 0);
  const segment = ebml?.id === elementId.ebml ? await elementAt(pages, ebml.bodyAt + ebml.sizeBytes) : null;
  if (segment?.id !== elementId.segment) return 'not a Matroska file';
  const end = segment.bodyAt + segment.sizeBytes;
  if (!segment.unknownSize && end > size) return `cut off: ${end - size} of ${end} bytes are missing`;
  if (!segment.unknownSize && end < size) return `${size - end} bytes too long`;
  return walk(pages, segment.bodyAt, size, segment.unknownSize);
}
