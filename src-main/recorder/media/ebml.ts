/** Names of the elements that Matroska files of captures are read by (RFC 8794, RFC 9559). */
export const elementId = {
  ebml: 0x1a45dfa3, segment: 0x18538067, cluster: 0x1f43b675, timestamp: 0xe7, blockGroup: 0xa0, block: 0xa1, simpleBlock: 0xa3, crc32: 0xbf, void: 0xec,
} as const;

/** No name and size together are longer. */
export const longestHeaderBytes = 12;

interface VariableInt {
  value: number;
  /** Its own length. */
  bytes: number;
  /** Every bit of it is set: of a size, that it is not known. */
  allOnes: boolean;
}

/** A number of variable length; its first byte's leading zeros tell how many bytes follow. */
export function variableInt(data: Uint8Array, at: number, keepMark: boolean): VariableInt | null {
  const first = data[at];
  if (first === undefined || first === 0) return null;
  const bytes = Math.clz32(first) - 23;
  if (at + bytes > data.length) return null;
  const mask = (1 << (8 - bytes)) - 1;
  let [value, allOnes] = [keepMark ? first : first & mask, (first & mask) === mask];
  for (let i = 1; i < bytes; i += 1) {
    const byte = data[at + i] ?? 0;
    value = value * 256 + byte;
    allOnes &&= byte === 0xff;
  }
  return { value, bytes, allOnes };
}

export interface ElementHeader { id: number; sizeBytes: number; unknownSize: boolean; headerBytes: number }

/** An element's name and size; null when they are not whole, or none. */
export function headerAt(data: Uint8Array, at: number): ElementHeader | null {
  const name = variableInt(data, at, true);
  const size = name && variableInt(data, at + name.bytes, false);
  return name && size ? { id: name.value, sizeBytes: size.value, unknownSize: size.allOnes, headerBytes: name.bytes + size.bytes } : null;
}
