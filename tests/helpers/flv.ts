import type { FlvTag } from '#shared/conference/flvTags.ts';

/** One FLV tag around a body. */
export function flvTag(type: 8 | 9 | 18, timestampMs: number, body: Uint8Array): FlvTag {
  const tag = new Uint8Array(11 + body.length + 4);
  const view = new DataView(tag.buffer);
  view.setUint32(0, (type << 24) | body.length);
  view.setUint32(4, ((timestampMs & 0xffffff) << 8) | (timestampMs >>> 24));
  tag.set(body, 11);
  view.setUint32(11 + body.length, 11 + body.length);
  return tag;
}

/** Pictures of H.264 that say their number and nothing a decoder would take. */
export const configuration = flvTag(9, 0, new Uint8Array([0x17, 0, 0, 0, 0, 1, 0x64, 0, 0x1f]));
export const keyFrame = (number: number, bytes = 1): FlvTag => flvTag(9, number * 40, new Uint8Array([0x17, 1, 0, 0, 0, ...new Uint8Array(bytes).fill(number & 0xff)]));
export const laterFrame = (number: number, bytes = 1): FlvTag => flvTag(9, number * 40, new Uint8Array([0x27, 1, 0, 0, 0, ...new Uint8Array(bytes).fill(number & 0xff)]));

/** A big key frame without a big argument list. */
export function largeFrame(number: number, bytes: number): FlvTag {
  const body = new Uint8Array(bytes);
  body.set([0x17, 1]);
  return flvTag(9, number * 40, body);
}
