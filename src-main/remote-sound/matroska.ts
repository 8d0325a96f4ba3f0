import { crc32 } from 'node:zlib';
import type { FrameSize } from '#main/app/ports/index.ts';

/** Writes one track of Opus or VP8 as Matroska (RFC 9559): timestamps in ms, known sizes, a checksum in every part, as ffmpeg's own files have them. */

const rateHz = 48_000;
const unknownSize = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
/** The file can be entered at this block: every packet of sound, every whole picture. */
const keyFrameFlag = 0x80;

const bytesOf = (id: number): Buffer => Buffer.from(id.toString(16).padStart(id.toString(16).length + (id.toString(16).length % 2), '0'), 'hex');

/** Always four bytes: no part here is longer than 256 MB. */
function sizeOf(bytes: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes);
  size[0] = (size[0] ?? 0) | 0x10;
  return size;
}

function element(id: number, ...body: readonly Uint8Array[]): Buffer {
  const whole = Buffer.concat(body);
  return Buffer.concat([bytesOf(id), sizeOf(whole.length), whole]);
}

function unsigned(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return element(id, bytes);
}

function float(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
}

const text = (id: number, value: string): Buffer => element(id, Buffer.from(value));

/** A part of the segment, with its checksum at its head. */
function part(id: number, ...body: readonly Uint8Array[]): Buffer {
  const whole = Buffer.concat(body);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(whole));
  return element(id, Buffer.from([0xbf, 0x84]), sum, whole);
}

/** One channel, nothing to skip: the packets' moments have the encoder's delay taken out. */
function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt32LE(rateHz, 12);
  return head;
}

const program = 'courtroom-console';

/** Where the size of everything after the head stands, to be filled in when the file is finished. */
export const segmentSizeAt = (): number => ebml().length + 4;

const ebml = (): Buffer => element(0x1a45dfa3, unsigned(0x4286, 1), unsigned(0x42f7, 1), unsigned(0x42f2, 4), unsigned(0x42f3, 8), text(0x4282, 'matroska'), unsigned(0x4287, 4), unsigned(0x4285, 2));

const trackEntry = (type: number, codec: string, ...more: readonly Buffer[]): Buffer =>
  element(0xae, unsigned(0xd7, 1), unsigned(0x73c5, 1), unsigned(0x9c, 0), text(0x86, codec), unsigned(0x83, type), ...more);

const headOf = (entry: Buffer): Buffer => Buffer.concat([
  ebml(), bytesOf(0x18538067), unknownSize,
  part(0x1549a966, unsigned(0x2ad7b1, 1_000_000), text(0x4d80, program), text(0x5741, program)),
  part(0x1654ae6b, entry),
]);

export const soundHead = (): Buffer => headOf(trackEntry(2, 'A_OPUS', element(0x63a2, opusHead()), element(0xe1, float(0xb5, rateHz), unsigned(0x9f, 1))));
export const pictureHead = ({ widthPx, heightPx }: FrameSize): Buffer => headOf(trackEntry(1, 'V_VP8', element(0xe0, unsigned(0xb0, widthPx), unsigned(0xba, heightPx))));

/** What is known of the size once nothing more is written. */
export function segmentSize(fileBytes: number): Buffer {
  const size = Buffer.alloc(8);
  size.writeUIntBE(fileBytes - segmentSizeAt() - size.length, 2, 6);
  size[0] = 0x01;
  return size;
}

/** A packet of sound or a picture. */
export interface Block {
  positionMs: number;
  data: Uint8Array;
  isKey: boolean;
}

/** Blocks of less than half a minute. */
export function cluster(blocks: readonly Block[]): Buffer {
  const fromMs = Math.round(blocks[0]?.positionMs ?? 0);
  const written = blocks.map(({ positionMs, data, isKey }) => {
    const head = Buffer.alloc(4);
    head.writeUInt8(0x81);
    head.writeInt16BE(Math.round(positionMs) - fromMs, 1);
    head.writeUInt8(isKey ? keyFrameFlag : 0, 3);
    return element(0xa3, head, data);
  });
  return part(0x1f43b675, unsigned(0xe7, fromMs), ...written);
}
