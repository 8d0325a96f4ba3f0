const headerBytes = 9;
const sizeFieldBytes = 4;
const tagHeaderBytes = 11;
const avc = 7;
const keyFrame = 1;

const types = { sound: 8, picture: 9, script: 18 } as const;

const uint24 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);

/** What an FLV stream of picture and sound begins with; players wait for what it announces. */
export const flvHeader = (): Uint8Array<ArrayBuffer> => new Uint8Array([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, headerBytes, 0, 0, 0, 0]);

/** One tag of an FLV stream, with its header and the size that follows it. */
export type FlvTag = Uint8Array<ArrayBuffer>;

/** Cuts an FLV stream into its tags, however its bytes come (Adobe Flash Video File Format 10.1, annex E). */
export class FlvTags {
  #rest = new Uint8Array(0);
  #isPastHeader = false;

  take(bytes: Uint8Array): FlvTag[] {
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    let at = 0;
    const tags: FlvTag[] = [];
    if (!this.#isPastHeader && all.length >= headerBytes + sizeFieldBytes) {
      this.#isPastHeader = true;
      at = headerBytes + sizeFieldBytes;
    }
    while (this.#isPastHeader && all.length >= at + tagHeaderBytes) {
      const endsAt = at + wholeBytes(all, at);
      if (all.length < endsAt) break;
      tags.push(all.slice(at, endsAt));
      at = endsAt;
    }
    this.#rest = all.slice(at);
    return tags;
  }
}

const wholeBytes = (bytes: Uint8Array, at: number): number => tagHeaderBytes + uint24(bytes, at + 1) + sizeFieldBytes;

/** Exactly one tag, and nothing else. */
export const isWholeTag = (bytes: Uint8Array): boolean =>
  bytes.length > tagHeaderBytes && (Object.values(types) as number[]).includes(bytes[0] ?? 0) && bytes.length === wholeBytes(bytes, 0);

const firstByte = (tag: Uint8Array): number => tag[tagHeaderBytes] ?? 0;
const packetType = (tag: Uint8Array): number => tag[tagHeaderBytes + 1] ?? 0;
const isPicture = (tag: Uint8Array): boolean => tag[0] === types.picture;

export const timestampOf = (tag: Uint8Array): number => uint24(tag, 4) + ((tag[7] ?? 0) << 24);
export const bodyOf = (tag: FlvTag): Uint8Array<ArrayBuffer> => tag.slice(tagHeaderBytes, -sizeFieldBytes);

/** What a player has to know before the first sound, in FLV with four letters for the codec. */
export const isSoundConfiguration = (tag: FlvTag): boolean => tag[0] === types.sound && firstByte(tag) === 0x90;

/** Of an H.264 picture; null: it is none. */
export function avcPacket(tag: FlvTag): 'configuration' | 'key' | 'picture' | 'end' | null {
  if (!isPicture(tag) || (firstByte(tag) & 0x0f) !== avc) return null;
  if (packetType(tag) === 0) return 'configuration';
  if (packetType(tag) !== 1) return 'end';
  return firstByte(tag) >> 4 === keyFrame ? 'key' : 'picture';
}
