import type { FlvTag } from '#shared/conference/flvTags.ts';
import { opusPacketMs, opusSilence, opusTag } from '#shared/conference/opusTags.ts';
import type { PlacedPacket } from '../ports/index.ts';

/** The sound comes out of files: by then every packet is there that will come. */
const behindMs = 500;
/** More than that is no delay any more: what is missing is left out, instead of silence for minutes. */
const leapMs = 3000;

/**
 * The hall's sound, put beside its picture by their places on the timeline. It never pauses: where no sound comes there is silence, because a player
 * that waits for sound shows no picture either.
 */
export class SoundBeside {
  #waiting: PlacedPacket[] = [];
  #nextMs: number | null = null;

  heard(packet: PlacedPacket): void {
    this.#waiting.push(packet);
  }

  /** What belongs before this picture. */
  upTo(pictureMs: number): FlvTag[] {
    const untilMs = pictureMs - behindMs;
    if (this.#nextMs === null || untilMs - this.#nextMs > leapMs) this.#nextMs = Math.max(0, untilMs);
    const tags: FlvTag[] = [];
    while (this.#nextMs + opusPacketMs <= untilMs) {
      const atMs: number = this.#nextMs;
      const packet = this.#packetAt(atMs);
      tags.push(opusTag(Math.round(atMs), packet?.opus ?? opusSilence));
      this.#nextMs = (packet ? Math.max(packet.positionMs, atMs - 1) : atMs) + opusPacketMs;
    }
    return tags;
  }

  /** The one whose place this is; those before it have come too late. */
  #packetAt(atMs: number): PlacedPacket | undefined {
    this.#waiting = this.#waiting.filter(({ positionMs }) => positionMs > atMs - opusPacketMs / 2);
    const first = this.#waiting[0];
    return first && first.positionMs <= atMs + opusPacketMs / 2 ? this.#waiting.shift() : undefined;
  }
}
