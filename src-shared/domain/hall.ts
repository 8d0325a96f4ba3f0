import { z } from 'zod';

/**
 * What stands in the courtroom and who listens to it. Edited in Settings, read by the recording plan.
 * Device strings end up as single ffmpeg arguments, never in a shell.
 */
const printable = /^[^\p{Cc}]+$/u;
const deviceName = z.string().min(1).max(500).regex(printable, 'control characters');
const id = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'lower-case id');
/** Becomes the title of a track: no operating system takes a NUL in an argument, and the hall would not be recorded. */
const label = z.string().trim().min(1).max(80).regex(printable, 'control characters');
const rtspUrl = z.string().max(500).regex(/^rtsps?:\/\/[^\s\p{Cc}/][^\s\p{Cc}]*$/u, 'rtsp address');

export const cameraSourceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('v4l2'), device: deviceName }),
  z.object({ type: z.literal('dshow'), device: deviceName }),
  z.object({ type: z.literal('avfoundation'), device: deviceName }),
  z.object({ type: z.literal('rtsp'), url: rtspUrl }),
  /** A camera that pushes RTMP into the console's own media edge under this stream key. */
  z.object({ type: z.literal('rtmp'), streamKey: id }),
  /** Demonstration hall: a moving picture with a machine-readable wall clock. */
  z.object({ type: z.literal('synthetic'), variant: z.int().min(1).max(8) }),
]);

export const microphoneSourceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pulse'), device: deviceName, server: deviceName.optional() }),
  z.object({ type: z.literal('alsa'), device: deviceName }),
  z.object({ type: z.literal('dshow'), device: deviceName }),
  z.object({ type: z.literal('avfoundation'), device: deviceName }),
  z.object({ type: z.literal('rtsp'), url: rtspUrl }),
  /** Demonstration hall: one voice of a conversation in Kazakh and Russian. */
  z.object({ type: z.literal('synthetic'), voice: z.int().min(1).max(4) }),
]);

export const cameraViews = ['judge', 'witness', 'document'] as const;

export const cameraSchema = z.object({
  id,
  label,
  source: cameraSourceSchema,
  widthPx: z.int().min(160).max(3840).default(1280),
  heightPx: z.int().min(120).max(2160).default(720),
  fps: z.int().min(5).max(60).default(25),
  /** What the picture is of, for the displays; absent: the hall. */
  shows: z.enum(cameraViews).optional(),
});

export const speakersPlaces = ['judge', 'witness'] as const satisfies readonly (typeof cameraViews)[number][];

export const microphoneSchema = z.object({
  id,
  label,
  source: microphoneSourceSchema,
  /** Who speaks before it, for the camera that is sent out; absent: anybody in the hall. */
  hears: z.enum(speakersPlaces).optional(),
});

/**
 * Sound is recorded twice, by processes that know nothing of each other: all microphones together, a track each and
 * their mix, in one capture; and each microphone once more in a capture of its own. No single process can lose sound.
 */
export const audioCaptureId = 'audio';
const ownSoundPrefix = 'sound-';
export const ownSoundCaptureId = (microphoneId: string): string => `${ownSoundPrefix}${microphoneId}`;
const remotePrefix = 'remote-';
const remotePicturePrefix = 'remote--picture-';

/** What somebody kept who takes part from elsewhere. An id that is no name for a folder goes by its digest. */
export const remoteCaptureId = (participantId: string): string => `${remotePrefix}${/^[a-z0-9][a-z0-9-]{0,59}$/.test(participantId) ? participantId : `-${digest(participantId)}`}`;

/** Their picture as it arrived here. No sound is called so: what follows its prefix is a name, which begins with a letter or digit, or a dash and a digest. */
export const remotePictureId = (participantId: string): string => remoteCaptureId(participantId).replace(remotePrefix, remotePicturePrefix);

export const isRemoteCapture = (captureId: string): boolean => captureId.startsWith(remotePrefix);
export const isRemotePicture = (captureId: string): boolean => captureId.startsWith(remotePicturePrefix);
export const isSoundCapture = (captureId: string): boolean => captureId === audioCaptureId || captureId.startsWith(ownSoundPrefix) || (isRemoteCapture(captureId) && !isRemotePicture(captureId));

/** FNV-1a of 64 bits: short, and the same for ever. */
const digest = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  return bytes.reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n), 0xcbf29ce484222325n).toString(16).padStart(16, '0');
};

const unique = (items: { id: string }[]) => new Set(items.map((i) => i.id)).size === items.length;

export const hallSchema = z
  .object({
    court: z.string().trim().min(1).max(200),
    name: z.string().trim().min(1).max(80),
    /** The demonstration hall is watermarked and has its own case-number space. */
    demo: z.boolean(),
    cameras: z.array(cameraSchema).max(8).refine(unique, 'ids repeat'),
    microphones: z.array(microphoneSchema).max(16).refine(unique, 'ids repeat'),
  })
  // Sound and pictures of a run lie in folders side by side, named by device; the sound's names are taken.
  .refine((hall) => hall.cameras.every((c) => !isSoundCapture(c.id) && !isRemoteCapture(c.id)), { message: 'a camera cannot be called this', path: ['cameras'] })
  .refine((hall) => hall.cameras.length + hall.microphones.length > 0, { message: 'no devices', path: ['microphones'] });

export type CameraSource = z.infer<typeof cameraSourceSchema>;
export type MicrophoneSource = z.infer<typeof microphoneSourceSchema>;
export type Camera = z.infer<typeof cameraSchema>;
export type Microphone = z.infer<typeof microphoneSchema>;
export type Hall = z.infer<typeof hallSchema>;

/** `rtsp://name:password@host/path?token` → `rtsp://host`: secrets stand in each of the other parts. */
const hostOnly = (url: string): string => url.replace(/^(rtsps?:\/\/)(?:.*@)?([^/?#]*).*$/u, (_, scheme: string, host: string) => scheme + (host || '-'));

const withoutAddress = <D extends { source: CameraSource | MicrophoneSource }>(device: D): D =>
  device.source.type === 'rtsp' ? { ...device, source: { ...device.source, url: hostOnly(device.source.url) } } : device;

/** The hall for those who use it and do not edit it. */
export const withoutAddresses = (hall: Hall): Hall =>
  ({ ...hall, cameras: hall.cameras.map(withoutAddress), microphones: hall.microphones.map(withoutAddress) });

/** Every microphone is recorded twice, and once more in the mix, at 64 kbit/s. */
const audioBytesPerTrackS = 64_000 / 8;
/** x264 veryfast on a courtroom picture stays below this many bits per pixel; measured 0.03–0.09. */
const videoBitsPerPixel = 0.1;

/** What an hour of this hall's recording is expected to take, on the safe side. */
export function bytesPerHour(hall: Pick<Hall, 'cameras' | 'microphones'>): number {
  const video = hall.cameras.reduce((sum, c) => sum + (c.widthPx * c.heightPx * c.fps * videoBitsPerPixel) / 8, 0);
  return (video + (2 * hall.microphones.length + 1) * audioBytesPerTrackS) * 3600;
}
