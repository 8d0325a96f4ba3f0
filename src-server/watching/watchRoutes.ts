import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { watchPaths } from '#shared/conference/watching.ts';
import { builtPage } from '../http/builtPage.ts';
import type { Parts } from '../http/context.ts';
import { problems, sendProblem } from '../http/problem.ts';
import type { Viewer } from './programme.ts';

/** Its own scripts and its own server; neither camera nor microphone, and nothing is sent from it. */
const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=()',
  'cache-control': 'no-cache',
};

/** Seconds of a picture: who is so far behind does not watch, and comes back with the newest. */
const unreadLimitBytes = 4 * 1024 * 1024;

const params = z.object({ watchId: z.uuid() });

/** For those who watch: a page, how it stands, and the stream. They ask; nothing that they send is read. */
export function registerWatching(app: FastifyInstance, { watches }: Parts): void {
  const watched = (request: FastifyRequest): string => params.safeParse(request.params).data?.watchId ?? '';
  const page = builtPage('watch.html');
  app.get(`${watchPaths.page}/:watchId`, (_, reply) => page(reply.headers(pageHeaders)));
  app.get(`${watchPaths.state}/:watchId`, (request, reply) => {
    const answer = watches.answer(watched(request));
    return answer ? reply.header('cache-control', 'no-store').send(answer) : sendProblem(reply, problems.notFound('watchId'));
  });
  app.get(`${watchPaths.stream}/:watchId`, (request, reply) => {
    const viewer = new StreamViewer(reply.raw);
    const entered = watches.enter(watched(request), request.ip, viewer);
    if (!entered.ok) return sendProblem(reply, entered.error);
    return viewer.begin(reply, entered.value);
  });
}

/** A stream that is being read. Its beginning waits for the answer's head. */
class StreamViewer implements Viewer {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  begin(reply: FastifyReply, leave: () => void): FastifyReply {
    reply.hijack();
    this.#response.once('close', leave);
    if (this.#response.destroyed) leave();
    return reply;
  }

  write(bytes: Uint8Array): boolean {
    if (!this.#response.headersSent) this.#head();
    this.#response.write(bytes);
    return this.#response.writableLength < unreadLimitBytes;
  }

  /** What the system still holds for them does not go out either. */
  end(): void {
    const { socket } = this.#response;
    if (!this.#response.headersSent) this.#head();
    if (socket && !socket.destroyed) socket.resetAndDestroy();
  }

  #head(): void {
    this.#response.socket?.setNoDelay(true);
    this.#response.writeHead(200, { 'content-type': 'video/x-flv', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  }
}
