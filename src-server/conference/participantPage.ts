import type { FastifyInstance, FastifyReply } from 'fastify';
import { conferencePaths } from '#shared/conference/messages.ts';
import { builtAssets, builtPage } from '../http/builtPage.ts';

/** Its own scripts, its own server, camera and microphone; nothing else. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'permissions-policy': 'camera=(self), microphone=(self), screen-wake-lock=(self), geolocation=(), display-capture=(), payment=(), usb=()',
  'cache-control': 'no-cache',
};

/** The page of those who take part from elsewhere. */
export function registerParticipantPage(app: FastifyInstance): void {
  const [send, sendAsset] = [builtPage('index.html'), builtAssets()];
  const page = (_: unknown, reply: FastifyReply) => send(reply.headers(headers));
  app.get(conferencePaths.page, page);
  app.get(`${conferencePaths.page}/`, page);
  app.get<{ Params: { name: string } }>(`${conferencePaths.page}/assets/:name`, (request, reply) => sendAsset(request.params.name, reply));
}
