/** Pictures of VP8 on their way from the window with the links to the console's disk. */

/** A picture that stood still for longer is missing: what follows is another stretch, and begins with a whole one. */
export const nextFrameWithinMs = 1000;
/** In base64; no picture of a camera is larger. With what is around it, it stays below the largest message. */
export const mostBatchChars = 220_000;
export const mostFramesAtOnce = 200;

const startCode = [0x9d, 0x01, 0x2a];
const headBytes = 10;
const sizeBits = 0x3fff;

/** The size that a whole picture carries (RFC 6386, 9.1); null for what has changed alone, and for another codec. */
export function sizeOfWhole(vp8: Uint8Array): { widthPx: number; heightPx: number } | null {
  if (vp8.length < headBytes || ((vp8[0] ?? 1) & 1) !== 0 || startCode.some((byte, i) => vp8[3 + i] !== byte)) return null;
  const view = new DataView(vp8.buffer, vp8.byteOffset, vp8.byteLength);
  const [widthPx, heightPx] = [view.getUint16(6, true) & sizeBits, view.getUint16(8, true) & sizeBits];
  return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null;
}
