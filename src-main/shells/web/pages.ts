import { Readable } from 'node:stream';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleFace, MediaAnswer } from '../../app/ports/shell.ts';
import { securityHeaders } from '../headers.ts';
import type { AllowedHosts } from './allowed.ts';

const forgetAtOnce = 'no-cache';
/** Names of built files carry a hash of their content. */
const keepForever = 'public, max-age=31536000, immutable';

interface PageDeps {
  face: ConsoleFace;
  rendererDir: string;
  allowed: () => AllowedHosts;
}

/** The renderer's files, `/media/*` and `/healthz`, every answer under the same strict headers. */
export function addPages(server: FastifyInstance, { face, rendererDir, allowed }: PageDeps): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (!allowed().fitsHost(request.headers.host)) await reply.code(421).send('This name is not one of the console\'s.\n');
  });
  server.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send({ ok: true, version: face.version }));
  server.get('/media/*', (request, reply) => serveMedia(face, request, reply));
  server.setNotFoundHandler((_, reply) => reply.code(404).type('text/plain').send('Not found.\n'));
  server.register(fastifyStatic, {
    root: rendererDir,
    cacheControl: false,
    setHeaders: (reply, path) => { reply.header('cache-control', path.includes('assets') ? keepForever : forgetAtOnce); },
  });
}

async function serveMedia(face: ConsoleFace, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const answer = await face.media.open(request.raw.url ?? '');
  reply.raw.once('close', () => { if (!reply.raw.writableFinished) answer.cancel?.(); });
  reply.code(answer.status).header('cache-control', 'no-store').headers(answer.headers);
  return reply.send(bodyOf(answer));
}

const bodyOf = ({ body }: MediaAnswer): Readable | undefined => (body ? Readable.from(body, { objectMode: false }) : undefined);
