import { z } from 'zod';
import { audioCaptureId, type Hall } from './hall.ts';

export const trackSchema = z.strictObject({
  trackId: z.string(),
  captureId: z.string(),
  stream: z.int().nonnegative().describe('Which stream of its kind in the capture\'s files.'),
  kind: z.enum(['audio', 'video']),
  label: z.string(),
});
export type Track = z.infer<typeof trackSchema>;

/**
 * The tracks a recording of this hall has. A track is called after its device; every camera is a
 * capture of its own name, so that one camera's fault does not touch another's picture.
 */
export const tracksOf = (hall: Pick<Hall, 'microphones' | 'cameras'>): Track[] => [
  ...hall.microphones.map(({ id, label }, stream): Track => ({ trackId: id, captureId: audioCaptureId, stream, kind: 'audio', label })),
  ...hall.cameras.map(({ id, label }): Track => ({ trackId: id, captureId: id, stream: 0, kind: 'video', label })),
];
