import { mediaUrl } from '../stores/live.ts';
import { FlvReader, type FlvPicture } from './flv.ts';

/** Of Chromium alone: a track whose pictures are written by a program. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { kind: 'video' });
  readonly writable: WritableStream<VideoFrame>;
}

const againAfterMs = 1000;

/**
 * The hall's camera for those elsewhere, from the recorder's own encoder: the camera belongs to the recorder and is not opened
 * a second time. Decoded as it comes, without a player's buffer; whatever breaks is begun anew.
 */
export function hallPicture(cameraId: string): { track: MediaStreamTrack; stop: () => void } {
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  const writer = track.writable.getWriter();
  const ending = new AbortController();
  void follow(cameraId, writer, ending.signal);
  return { track, stop: () => { ending.abort(); track.stop(); } };
}

async function follow(cameraId: string, writer: WritableStreamDefaultWriter<VideoFrame>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await show(cameraId, writer, signal);
    } catch { /* no picture just now: what shows the hall's cameras tells it */ }
    if (!signal.aborted) await new Promise((resolve) => { setTimeout(resolve, againAfterMs); });
  }
}

/** Until the stream ends. */
async function show(cameraId: string, writer: WritableStreamDefaultWriter<VideoFrame>, signal: AbortSignal): Promise<void> {
  const response = await fetch(mediaUrl(`/media/live/${cameraId}.flv`), { signal });
  if (!response.ok || !response.body) return;
  const decoder = openDecoder(writer);
  try {
    const reader = new FlvReader();
    const bytes = response.body.getReader();
    for (;;) {
      const { done, value } = await bytes.read();
      if (done || decoder.state === 'closed') return;
      for (const picture of reader.take(value)) decode(decoder, picture);
    }
  } finally {
    if (decoder.state !== 'closed') decoder.close();
  }
}

function openDecoder(writer: WritableStreamDefaultWriter<VideoFrame>): VideoDecoder {
  return new VideoDecoder({
    output: (frame) => { writer.write(frame).catch(() => frame.close()); },
    error: () => undefined, // its state says so
  });
}

function decode(decoder: VideoDecoder, picture: FlvPicture): void {
  if (picture.kind === 'configuration') decoder.configure({ codec: picture.codec, description: picture.description, optimizeForLatency: true });
  else if (decoder.state === 'configured') decoder.decode(new EncodedVideoChunk({ type: picture.isKey ? 'key' : 'delta', timestamp: picture.timestampMs * 1000, data: picture.data }));
}
