import type { WebSocket } from 'ws';
import type { ConsoleFace, MediaAnswer } from '../../app/ports/shell.ts';

/**
 * A viewer that falls so far behind would never be live again: its socket ends, and its player asks anew and begins with
 * the last key frame.
 */
const unreadLimitBytes = 4 * 1024 * 1024;

export const isLivePath = (url: string | undefined): boolean => /^\/media\/live\/[^/?]+(\?|$)/.test(url ?? '');

interface LivePicture {
  /** Until the picture ends or the viewer goes; then nothing is read any more. */
  passTo(socket: WebSocket): Promise<void>;
  cancel(): void;
}

/**
 * A live picture over a WebSocket, the same bytes under the same ticket as over HTTP. A browser gives a host six HTTP
 * requests at a time; two displays of a hall with three cameras would hold all of them, and a reload would wait for ever.
 */
export async function openLivePicture(face: Pick<ConsoleFace, 'media'>, pathAndQuery: string): Promise<LivePicture | { refused: number }> {
  const { status, body, cancel = () => undefined } = await face.media.open(pathAndQuery);
  return status === 200 && body ? { passTo: (socket) => pass(socket, body, cancel), cancel } : { refused: status === 200 ? 404 : status };
}

async function pass(socket: WebSocket, body: NonNullable<MediaAnswer['body']>, cancel: () => void): Promise<void> {
  socket.once('close', cancel);
  try {
    for await (const bytes of body) {
      if (socket.bufferedAmount > unreadLimitBytes) return socket.terminate();
      if (socket.readyState !== socket.OPEN) return;
      socket.send(bytes);
    }
    socket.close();
  } catch {
    socket.terminate(); // whoever looks asks again
  }
}
