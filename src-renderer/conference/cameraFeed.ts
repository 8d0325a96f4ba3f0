import { FlvReader, type FlvPicture } from './flv.ts';
import { liveBytes } from './liveBytes.ts';

const againAfterMs = 1000;

interface FeedEvents {
  onPicture: (frame: VideoFrame) => void;
  /** Nothing comes just now; it is begun anew. */
  onBreak: () => void;
}

/** The live pictures of a camera out of the recorder's encoder, decoded as they come, without a player's buffer. Ended by what it answers. */
export function followCamera(cameraId: string, events: FeedEvents): () => void {
  const ending = new AbortController();
  void follow(cameraId, events, ending.signal);
  return () => ending.abort();
}

async function follow(cameraId: string, events: FeedEvents, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await show(cameraId, events.onPicture, signal);
    } catch { /* no picture just now: what shows the hall's cameras tells it */ }
    if (signal.aborted) return;
    events.onBreak();
    await new Promise((resolve) => { setTimeout(resolve, againAfterMs); });
  }
}

/** Until the stream ends. */
async function show(cameraId: string, onPicture: FeedEvents['onPicture'], signal: AbortSignal): Promise<void> {
  const live = await liveBytes(cameraId, signal);
  if (live === null) return;
  const bytes = live.getReader();
  const decoder = openDecoder(onPicture);
  try {
    const reader = new FlvReader();
    for (;;) {
      const { done, value } = await bytes.read();
      if (done || decoder.state === 'closed') return;
      for (const picture of reader.take(value)) decode(decoder, picture);
    }
  } finally {
    if (decoder.state !== 'closed') decoder.close();
    await bytes.cancel(); // a decoder that gave up leaves a stream that goes on
  }
}

function openDecoder(onPicture: FeedEvents['onPicture']): VideoDecoder {
  return new VideoDecoder({
    output: onPicture,
    error: () => undefined, // its state says so
  });
}

function decode(decoder: VideoDecoder, picture: FlvPicture): void {
  if (picture.kind === 'configuration') decoder.configure({ codec: picture.codec, description: picture.description, optimizeForLatency: true });
  else if (decoder.state === 'configured') decoder.decode(new EncodedVideoChunk({ type: picture.isKey ? 'key' : 'delta', timestamp: picture.timestampMs * 1000, data: picture.data }));
}
