import { z } from 'zod';
import { audioCaptureId, ownSoundCaptureId, type Hall } from './hall.ts';

export const trackSchema = z.strictObject({
  trackId: z.string(),
  captureId: z.string(),
  stream: z.int().nonnegative().describe('Which stream of its kind in the capture\'s files.'),
  kind: z.enum(['audio', 'video']),
  label: z.string(),
  copies: z.array(z.strictObject({ captureId: z.string(), stream: z.int().nonnegative() })).optional()
    .describe('Where the same device was recorded once more, by a process of its own; older recordings have none.'),
  wanted: z.array(z.strictObject({ fromMs: z.number(), toMs: z.number() })).optional()
    .describe('Of somebody who took part from elsewhere: when they were let into the recorded hearing, UTC ms. Of other tracks it is every recorded section.'),
});
export type Track = z.infer<typeof trackSchema>;

/**
 * The tracks a recording of this hall has. A track is called after its device; every camera is a
 * capture of its own name, so that one camera's fault does not touch another's picture; a microphone's
 * sound is in the capture of all of them and in one of its own.
 */
export const tracksOf = (hall: Pick<Hall, 'microphones' | 'cameras'>): Track[] => [
  ...hall.microphones.map(({ id, label }, stream): Track => ({
    trackId: id, captureId: audioCaptureId, stream, kind: 'audio', label, copies: [{ captureId: ownSoundCaptureId(id), stream: 0 }],
  })),
  ...hall.cameras.map(({ id, label }): Track => ({ trackId: id, captureId: id, stream: 0, kind: 'video', label })),
];

/** Every capture that records this track: it has a hole only where none of them has media. */
export const capturesOf = ({ captureId, copies = [] }: Pick<Track, 'captureId' | 'copies'>): string[] => [captureId, ...copies.map((copy) => copy.captureId)];
