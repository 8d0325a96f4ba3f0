import { livePictureUrl } from '../stores/live.ts';

/**
 * A camera's live stream until it ends or `signal` ends it; null when it is not to be had just now. In a browser through a socket:
 * it gives a host six requests at a time, and a live picture never ends.
 */
export async function liveBytes(cameraId: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null> {
  const url = livePictureUrl(cameraId);
  if (url === null) return null;
  if (url.startsWith('ws')) return socketBytes(url, signal);
  const response = await fetch(url, { signal });
  return response.ok ? response.body : null;
}

function socketBytes(url: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const end = (): void => socket.close();
  signal.addEventListener('abort', end);
  let isLeft = false;
  return new ReadableStream<Uint8Array>({
    start(pieces) {
      socket.addEventListener('message', ({ data }) => { if (data instanceof ArrayBuffer && !isLeft && !signal.aborted) pieces.enqueue(new Uint8Array(data)); });
      socket.addEventListener('close', () => {
        signal.removeEventListener('abort', end);
        if (!isLeft) pieces.close();
      });
    },
    cancel() {
      isLeft = true;
      end();
    },
  });
}
