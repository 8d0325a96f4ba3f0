import type { ClientRequest } from 'node:http';
import { DefaultHttpStack, type HttpRequest, type HttpResponse, type HttpStack } from 'tus-js-client';

/** A connection on which nothing moves for this long is given up. */
const silenceMs = 30_000;

/**
 * The library's own HTTP, with two holes closed: it waits for ever for an answer whose second half
 * never comes, and for a server that keeps the line open and says nothing.
 */
export function watchedHttp(): HttpStack {
  const inner = new DefaultHttpStack({});
  return {
    createRequest: (method, url) => watched(inner.createRequest(method, url)),
    getName: () => 'watched',
  };
}

function watched(request: HttpRequest): HttpRequest {
  const send = request.send.bind(request);
  request.send = (body: unknown) => {
    const answered = send(body);
    const under = request.getUnderlyingObject() as ClientRequest;
    under.setTimeout(silenceMs, () => under.destroy(new Error(`nothing moved for ${silenceMs} ms`)));
    return Promise.race([answered, closed(under)]);
  };
  return request;
}

/** `close` comes after a complete answer too; then the answer has already won the race. */
const closed = (under: ClientRequest): Promise<HttpResponse> =>
  new Promise((_, reject) => under.once('close', () => setImmediate(() => reject(new Error('the connection ended before the answer did')))));
