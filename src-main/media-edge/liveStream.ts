import { get, type IncomingMessage } from 'node:http';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

const answerTimeoutMs = 3000;

/** Is somebody answering there? */
export function answers(httpPort: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port: httpPort, path: '/', timeout: answerTimeoutMs }, (response) => {
      response.resume();
      resolve(true);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
    request.once('close', () => resolve(false));
  });
}

const flagsAt = 4;
const pictureOnly = 0x01;

/**
 * The stream as it comes, but for one byte: node-media-server always announces sound and picture, and
 * players then wait for sound that cameras do not send. A live picture ends when its carrier dies and
 * the viewer asks again: that is an end, not an error.
 */
async function* pictureOf(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  let seenBytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      if (seenBytes <= flagsAt && flagsAt < seenBytes + chunk.length) chunk[flagsAt - seenBytes] = pictureOnly;
      seenBytes += chunk.length;
      yield chunk;
    }
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'ECONNRESET') throw e;
  }
}

/** Opens an FLV stream; it begins with the last key frame, or when somebody pushes. */
export function openFlv(url: string): Promise<Result<{ mime: string; body: AsyncIterable<Uint8Array>; close: () => void }>> {
  return new Promise((resolve) => {
    const request = get(url, (response) => {
      request.setTimeout(0);
      resolve(ok({ mime: 'video/x-flv', body: pictureOf(response), close: () => { request.destroy(); } }));
    });
    request.setTimeout(answerTimeoutMs, () => request.destroy(new Error('no answer')));
    request.once('error', (e) => resolve(err(appError('media.failed', { detail: messageOf(e) }))));
  });
}
