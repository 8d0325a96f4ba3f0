/** One packet of sound on its way from a participant's page to the hall's disk: what it is bound to, and how it is sealed. */

/** A packet of Opus lasts so long. */
export const packetMs = 20;
/** So many packets are handed over at once, and no more before these are on disk: what was kept in a cut must not crowd out the hearing. */
export const packetsAtOnce = 100;
/** With what is around them, packets stay well below the largest frame. */
export const batchChars = 40_000;

/** A packet of Opus and the moment at which its sound began, UTC ms of the hearing's clock. */
export interface SoundPacket {
  atMs: number;
  opus: Uint8Array<ArrayBuffer>;
}

/** What belongs to a packet without being part of it: one that was put in another's place does not open. */
export interface PacketPlace {
  take: string;
  streamId: string;
  seq: number;
}

const ivBytes = 12;
const momentBytes = 8;
const algorithm = 'AES-GCM';

const boundTo = ({ take: ofTake, streamId: ofStream, seq: number }: PacketPlace): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${ofTake}/${ofStream}/${number}`);

export const importKey = (base64: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> => crypto.subtle.importKey('raw', fromBase64(base64), algorithm, false, [use]);

export async function sealPacket(key: CryptoKey, place: PacketPlace, { atMs, opus }: SoundPacket): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(momentBytes + opus.length);
  new DataView(plain.buffer).setFloat64(0, atMs);
  plain.set(opus, momentBytes);
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const sealed = await crypto.subtle.encrypt({ name: algorithm, iv, additionalData: boundTo(place) }, key, plain);
  const whole = new Uint8Array(ivBytes + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), ivBytes);
  return whole;
}

/** Null: not sealed with this key for this place, or not whole. */
export async function openPacket(key: CryptoKey, place: PacketPlace, sealed: Uint8Array<ArrayBuffer>): Promise<SoundPacket | null> {
  try {
    const plain = await crypto.subtle.decrypt({ name: algorithm, iv: sealed.subarray(0, ivBytes), additionalData: boundTo(place) }, key, sealed.subarray(ivBytes));
    if (plain.byteLength <= momentBytes) return null;
    return { atMs: new DataView(plain).getFloat64(0), opus: new Uint8Array(plain.slice(momentBytes)) };
  } catch {
    return null; // from outside: whatever it is, it is not a packet
  }
}

export const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Throws when it is not base64. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
