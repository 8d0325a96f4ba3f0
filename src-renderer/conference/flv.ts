/** One H.264 picture of a live stream, as a decoder takes it, or what the decoder has to know first. */
export type FlvPicture =
  | { kind: 'configuration'; codec: string; description: Uint8Array<ArrayBuffer> }
  | { kind: 'picture'; isKey: boolean; timestampMs: number; data: Uint8Array<ArrayBuffer> };

const headerBytes = 9;
const sizeFieldBytes = 4;
const tagHeaderBytes = 11;
const videoTag = 9;
const avc = 7;
const keyFrame = 1;
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Reads the pictures out of an FLV stream, however its bytes come (Adobe Flash Video File Format 10.1, annex E). */
export class FlvReader {
  #rest = new Uint8Array(0);
  #isPastHeader = false;

  take(bytes: Uint8Array): FlvPicture[] {
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    let at = 0;
    if (!this.#isPastHeader) {
      if (all.length < headerBytes + sizeFieldBytes) return this.#keep(all, []);
      this.#isPastHeader = true;
      at = headerBytes + sizeFieldBytes;
    }
    const pictures: FlvPicture[] = [];
    while (all.length >= at + tagHeaderBytes) {
      const bodyBytes = uint24(all, at + 1);
      const endsAt = at + tagHeaderBytes + bodyBytes + sizeFieldBytes;
      if (all.length < endsAt) break;
      if (all[at] === videoTag) pictures.push(...pictureIn(all.slice(at + tagHeaderBytes, at + tagHeaderBytes + bodyBytes), uint24(all, at + 4) + ((all[at + 7] ?? 0) << 24)));
      at = endsAt;
    }
    return this.#keep(all.slice(at), pictures);
  }

  #keep(rest: Uint8Array<ArrayBuffer>, pictures: FlvPicture[]): FlvPicture[] {
    this.#rest = rest;
    return pictures;
  }
}

const uint24 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);

/** `timestampMs` as the tag has it: when it is decoded; the pictures of a live encoder are shown in that order. */
function pictureIn(body: Uint8Array<ArrayBuffer>, timestampMs: number): FlvPicture[] {
  const [first = 0, packetType = 0] = body;
  if ((first & 0x0f) !== avc) return [];
  const data = body.slice(5);
  if (packetType === 0) return [{ kind: 'configuration', codec: `avc1.${hex(data[1] ?? 0)}${hex(data[2] ?? 0)}${hex(data[3] ?? 0)}`, description: data }];
  return packetType === 1 ? [{ kind: 'picture', isKey: first >> 4 === keyFrame, timestampMs, data }] : [];
}
