import { z } from 'zod';

const figure = z.number().min(0).max(1e9).nullable();

/** What went one way in the last second. Null: not known, or nothing to know it by. */
const waySchema = z.object({
  pictureKbit: figure,
  soundKbit: figure,
  /** Of a hundred packets, how many did not arrive. */
  lossPercent: figure,
  /** How much of the sound had to be made up because nothing was there in time. */
  gapPercent: figure,
  jitterMs: figure,
  frameRate: figure,
  /** Of one picture: a sender that has too little bandwidth makes it smaller. */
  pixels: figure,
  /** How often the picture has stood still, as the browser counts. */
  freezes: figure,
  /** Loudness, dBFS; −120 where there is nothing at all. */
  levelDb: z.number().min(-120).max(0).nullable(),
  /** Does the sender say that it is held back by bandwidth? Known of this end alone. */
  isLimited: z.boolean().nullable(),
});
export type WayFigures = z.infer<typeof waySchema>;

export const ways = ['from', 'to'] as const;
/** As the hall sees it: what comes from a participant, and what goes to them. */
export type Way = (typeof ways)[number];

export const linkFiguresSchema = z.object({
  roundTripMs: figure,
  /** What the way to the participant would carry, as the browser estimates. */
  availableKbit: figure,
  from: waySchema,
  to: waySchema,
});
export type LinkFigures = z.infer<typeof linkFiguresSchema>;
