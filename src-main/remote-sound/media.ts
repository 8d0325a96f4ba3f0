import type { FrameSize, PlacedFrame, PlacedPacket } from '#main/app/ports/index.ts';
import { nextFrameWithinMs } from '#shared/conference/pictures.ts';
import { packetMs } from '#shared/conference/soundPackets.ts';
import { pictureHead, soundHead, type Block } from './matroska.ts';

/** What sound and pictures do not have in common, for those who write them into files. */
export interface Medium<Item> {
  blockOf: (item: Item) => Block;
  /** Of a file that begins with it; null: none can. */
  headFor: (item: Item) => Buffer | null;
  /** Another file may begin with it, long before the one that is written is too long for it. */
  mayBegin: (item: Item) => boolean;
  /** Does it come next in the file whose first and last are these? */
  continues: (first: Item, last: Item, next: Item) => boolean;
}

/** As long as the hall's own. */
const longestMs = 10_000;
/** What is further apart is not one stretch of sound. */
const nextPacketWithinMs = 100;

export const sound: Medium<PlacedPacket> = {
  blockOf: ({ positionMs, opus }) => ({ positionMs, data: opus, isKey: true }),
  headFor: soundHead,
  mayBegin: () => false,
  continues: (first, last, { positionMs }) => {
    const untilMs = last.positionMs + packetMs;
    return Math.abs(positionMs - untilMs) <= nextPacketWithinMs && positionMs > untilMs - packetMs / 2 && positionMs - first.positionMs < longestMs;
  },
};

/** Whole pictures are asked for every ten seconds; one that comes a little early ends the file all the same. */
const fullFromMs = 8000;

/** Files are as long as it is from one whole picture to the next, and of one size. */
export const picture: Medium<PlacedFrame> = {
  blockOf: ({ positionMs, vp8, size }) => ({ positionMs, data: vp8, isKey: size !== null }),
  headFor: ({ size }) => size && pictureHead(size),
  mayBegin: ({ size }) => size !== null,
  continues: (first, last, { positionMs, size }) => positionMs > last.positionMs && positionMs - last.positionMs < nextFrameWithinMs
    && (size === null || (positionMs - first.positionMs < fullFromMs && isSame(size, first.size))),
};

const isSame = (a: FrameSize, b: FrameSize | null): boolean => a.widthPx === b?.widthPx && a.heightPx === b.heightPx;
