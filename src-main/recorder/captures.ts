import { z } from 'zod';
import { cameraSchema, microphoneSchema } from '#shared/domain/hall.ts';
import { audioCaptureId } from '#shared/domain/hall.ts';

/** `record` writes segments and shows a live picture; `preview` shows and measures, and writes nothing. */
const mode = z.enum(['preview', 'record']);

/**
 * What one ffmpeg process does. Every camera has its own, all microphones share one: a dead camera
 * never touches the sound.
 */
export const captureSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('video'), captureId: z.string().regex(/^[a-z0-9-]+$/), mode, camera: cameraSchema }),
  z.object({ kind: z.literal('audio'), captureId: z.literal(audioCaptureId), mode, microphones: z.array(microphoneSchema).min(1) }),
]);

/** One uninterrupted wish to record, as every capture of it knows it. */
export const runSchema = z.object({
  hearingId: z.string(),
  runId: z.string().regex(/^[a-z0-9-]+$/),
  /** UTC ms of position zero of the hearing's timeline. */
  zeroUtcMs: z.number(),
});

export type Capture = z.infer<typeof captureSchema>;
export type VideoCapture = Extract<Capture, { kind: 'video' }>;
export type AudioCapture = Extract<Capture, { kind: 'audio' }>;
export type Run = z.infer<typeof runSchema>;

export const deviceIdsOf = (capture: Capture): string[] =>
  capture.kind === 'video' ? [capture.camera.id] : capture.microphones.map((microphone) => microphone.id);

/** Tracks in the capture's files: one picture, or every microphone and their mix. */
export const trackCountOf = (capture: Capture): number => (capture.kind === 'video' ? 1 : capture.microphones.length + 1);
