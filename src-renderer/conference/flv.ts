import { avcPacket, bodyOf, FlvTags, timestampOf, type FlvTag } from '#shared/conference/flvTags.ts';

/** One H.264 picture of a live stream, as a decoder takes it, or what the decoder has to know first. */
export type FlvPicture =
  | { kind: 'configuration'; codec: string; description: Uint8Array<ArrayBuffer> }
  | { kind: 'picture'; isKey: boolean; timestampMs: number; data: Uint8Array<ArrayBuffer> };

/** Before a picture: frame and codec, packet type, when it is shown. */
const packetHeaderBytes = 5;
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Reads the pictures out of an FLV stream, however its bytes come. */
export class FlvReader {
  readonly #tags = new FlvTags();

  take(bytes: Uint8Array): FlvPicture[] {
    return this.#tags.take(bytes).flatMap(pictureIn);
  }
}

/** `timestampMs` as the tag has it: when it is decoded; the pictures of a live encoder are shown in that order. */
function pictureIn(tag: FlvTag): FlvPicture[] {
  const packet = avcPacket(tag);
  const data = bodyOf(tag).slice(packetHeaderBytes);
  if (packet === 'configuration') return [{ kind: 'configuration', codec: `avc1.${hex(data[1] ?? 0)}${hex(data[2] ?? 0)}${hex(data[3] ?? 0)}`, description: data }];
  return packet === 'key' || packet === 'picture' ? [{ kind: 'picture', isKey: packet === 'key', timestampMs: timestampOf(tag), data }] : [];
}
