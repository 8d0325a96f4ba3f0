import type { PlacedPacket } from '#main/app/ports/index.ts';

/** Elements of Matroska by their ids (RFC 9559). */
const ids = { segment: 0x18538067, cluster: 0x1f43b675, blockGroup: 0xa0, tracks: 0x1654ae6b, track: 0xae, trackNumber: 0xd7, trackName: 0x536e, clusterTime: 0xe7, simpleBlock: 0xa3, block: 0xa1 };
const entered: ReadonlySet<number> = new Set([ids.segment, ids.cluster, ids.blockGroup, ids.tracks, ids.track]);

interface Element {
  id: number;
  dataAt: number;
  bytes: number;
}

/** Reads the packets of one track, found by its name, out of a Matroska file as it grows; positions as the file has them, in milliseconds. */
export class TrackPackets {
  readonly #name: string;
  #rest: Buffer = Buffer.alloc(0);
  #lastNumber = 0;
  #wanted: number | null = null;
  #clusterMs = 0;

  constructor(name: string) {
    this.#name = name;
  }

  take(bytes: Buffer): PlacedPacket[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const packets: PlacedPacket[] = [];
    for (let element = elementIn(this.#rest); element; element = elementIn(this.#rest)) {
      const { id, dataAt, bytes: length } = element;
      const endsAt = entered.has(id) ? dataAt : dataAt + length;
      if (this.#rest.length < endsAt) break;
      packets.push(...this.#read(id, this.#rest.subarray(dataAt, endsAt)));
      this.#rest = this.#rest.subarray(endsAt);
    }
    return packets;
  }

  #read(id: number, data: Buffer): PlacedPacket[] {
    if (id === ids.trackNumber) this.#lastNumber = unsigned(data);
    if (id === ids.trackName && data.toString('utf8') === this.#name) this.#wanted = this.#lastNumber;
    if (id === ids.clusterTime) this.#clusterMs = unsigned(data);
    return id === ids.simpleBlock || id === ids.block ? this.#block(data) : [];
  }

  /** ffmpeg laces nothing: a block is a packet. */
  #block(data: Buffer): PlacedPacket[] {
    const track = numberIn(data, 0);
    if (!track || track.value !== this.#wanted || data.length < track.endsAt + 3) return [];
    return [{ positionMs: this.#clusterMs + data.readInt16BE(track.endsAt), opus: new Uint8Array(data.subarray(track.endsAt + 3)) }];
  }
}

const unsigned = (data: Buffer): number => data.reduce((value, byte) => value * 256 + byte, 0);

/** A number whose first byte says how long it is, without that mark. */
function numberIn(data: Buffer, at: number): { value: number; endsAt: number } | null {
  const first = data[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (data.length < at + length) return null;
  return { value: data.subarray(at + 1, at + length).reduce((value, byte) => value * 256 + byte, first & (0xff >> length)), endsAt: at + length };
}

function elementIn(data: Buffer): Element | null {
  const id = numberIn(data, 0);
  const size = id && numberIn(data, id.endsAt);
  return id && size ? { id: unsigned(data.subarray(0, id.endsAt)), dataAt: size.endsAt, bytes: size.value } : null;
}
