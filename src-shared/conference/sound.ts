import { z } from 'zod';
import { packetsAtOnce } from './soundPackets.ts';

/**
 * The sound that a participant's page keeps by itself and hands over, packet by packet, until the console has it on disk. A
 * stream is what one page has kept, counted from 0; a page that is opened again begins another. See docs/conference.md.
 */

const take = z.uuid();
const streamId = z.uuid();
const seq = z.int().min(0).max(100_000_000);

const longestSealedChars = 2000;

/** From the page. `sealed`: base64 of what `sealPacket` makes, in order, from `firstSeq` on. */
export const soundFromPageSchemas = [
  z.object({ type: z.literal('sound'), take, streamId, firstSeq: seq, sealed: z.array(z.string().max(longestSealedChars)).min(1).max(packetsAtOnce) }),
  /** Nothing is kept any more, and everything has been handed over. */
  z.object({ type: z.literal('soundEnd'), take }),
  /** This browser cannot keep sound. */
  z.object({ type: z.literal('soundUnable'), why: z.string().max(300) }),
  /** What is not handed over yet is in this page's memory alone: a crash would lose it. */
  z.object({ type: z.literal('soundUnsafe'), why: z.string().max(300) }),
  z.object({ type: z.literal('clock'), pageMs: z.number() }),
] as const;

/** From the hall. */
export const soundFromHallSchemas = [
  /** Keep your sound from here on, under this key (base64, 32 bytes); no key: keep nothing more. What is there of this take may be handed over either way. */
  z.object({ type: z.literal('keepSound'), take, key: z.string().length(44).nullable() }),
  /** Everything of this stream before `nextSeq` is on the hall's disk, or will never be taken: delete it, go on from there. */
  z.object({ type: z.literal('soundKept'), take, streamId, nextSeq: seq }),
  /** Answers `clock` at once, with the time of the hearing, UTC ms. */
  z.object({ type: z.literal('clock'), pageMs: z.number(), hallMs: z.number() }),
] as const;

export type SoundFromPage = z.infer<(typeof soundFromPageSchemas)[number]>;
export type SoundFromHall = z.infer<(typeof soundFromHallSchemas)[number]>;
export type SoundBatch = Extract<SoundFromPage, { type: 'sound' }>;
