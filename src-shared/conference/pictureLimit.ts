import { z } from 'zod';

/** The most of a picture that is sent. `bitrate`: bit/s. */
export const pictureLimitSchema = z.object({ heightPx: z.int().min(90).max(2160), frameRate: z.int().min(1).max(60), bitrate: z.int().min(50_000).max(20_000_000) });
export type PictureLimit = z.infer<typeof pictureLimitSchema>;

export const largePicture: PictureLimit = { heightPx: 720, frameRate: 25, bitrate: 2_500_000 };
const mediumPicture: PictureLimit = { heightPx: 360, frameRate: 25, bitrate: 800_000 };
const mostLarge = 2;

/**
 * What the hall and each participant send each other when so many are connected directly: every one of them costs the
 * hall's computer an encoder and a decoder, and it has to record meanwhile.
 */
export const pictureLimitFor = (participants: number): PictureLimit => (participants > mostLarge ? mediumPicture : largePicture);
