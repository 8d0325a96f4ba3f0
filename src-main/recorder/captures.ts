import { z } from 'zod';
import { audioCaptureId, cameraSchema, microphoneSchema } from '#shared/domain/hall.ts';

/** `record` writes segments and shows a live picture; `preview` shows and measures, and writes nothing. */
const mode = z.enum(['preview', 'record']);
const captureId = z.string().regex(/^[a-z0-9-]+$/);

/**
 * What one ffmpeg process does. Every camera and every microphone has its own: a dead device touches nothing
 * else. `audio` records all microphones once more, together with their mix: whichever process dies, the sound
 * is in another one's files.
 */
export const captureSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('video'), captureId, mode, camera: cameraSchema }),
  z.object({ kind: z.literal('audio'), captureId, mode, microphones: z.array(microphoneSchema).min(1) }),
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

/** The capture of all microphones and their mix. */
export const isJoint = (capture: Pick<Capture, 'captureId'>): boolean => capture.captureId === audioCaptureId;

/** A microphone by itself: its sound is in the joint capture's files as well. */
export const isSecondRecording = (capture: Capture): boolean => capture.kind === 'audio' && !isJoint(capture);

export const deviceIdsOf = (capture: Capture): string[] =>
  capture.kind === 'video' ? [capture.camera.id] : capture.microphones.map((microphone) => microphone.id);

/** Tracks in the capture's files: one picture, one microphone, or every microphone and their mix. */
export const trackCountOf = (capture: Capture): number =>
  capture.kind === 'audio' && isJoint(capture) ? capture.microphones.length + 1 : 1;
