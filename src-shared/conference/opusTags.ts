import type { FlvTag } from './flvTags.ts';

/** Enhanced FLV: the codec is named by four letters. */
const enhanced = 0x90;
const fourLetters = [0x4f, 0x70, 0x75, 0x73];
const soundTag = 8;

function soundTagOf(packetType: 0 | 1, timestampMs: number, data: Uint8Array): FlvTag {
  const bodyBytes = 5 + data.length;
  const tag = new Uint8Array(11 + bodyBytes + 4);
  const view = new DataView(tag.buffer);
  view.setUint32(0, (soundTag << 24) | bodyBytes);
  view.setUint32(4, (((timestampMs & 0xffffff) << 8) | ((timestampMs >>> 24) & 0xff)) >>> 0);
  tag.set([enhanced | packetType, ...fourLetters], 11);
  tag.set(data, 16);
  view.setUint32(11 + bodyBytes, 11 + bodyBytes);
  return tag;
}

/** `OpusHead` of one channel at 48 kHz, whose first 312 samples are the encoder's own (RFC 7845). */
const head = new Uint8Array([0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64, 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0]);
/** Twenty milliseconds of silence. */
export const opusSilence = new Uint8Array([0xf8, 0xff, 0xfe]);
export const opusPacketMs = 20;

/** What a player has to know before the first sound. */
export const opusConfiguration = (): FlvTag => soundTagOf(0, 0, head);
export const opusTag = (timestampMs: number, opus: Uint8Array): FlvTag => soundTagOf(1, timestampMs, opus);
