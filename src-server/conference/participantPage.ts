import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { conferencePaths } from '#shared/conference/messages.ts';
import { projectRoot } from '../http/assets.ts';
import { sendPath } from '../http/content.ts';
import { problems, sendProblem } from '../http/problem.ts';

/** Its own scripts, its own server, camera and microphone; nothing else. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'permissions-policy': 'camera=(self), microphone=(self), screen-wake-lock=(self), geolocation=(), display-capture=(), payment=(), usb=()',
};

const types: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

/** The page of those who take part from elsewhere: exactly the files that were built. */
export function registerParticipantPage(app: FastifyInstance): void {
  const dir = join(projectRoot(), 'dist', 'participant');
  const assets = existsSync(dir) ? readdirSync(join(dir, 'assets')) : [];
  const page = (_: unknown, reply: FastifyReply) =>
    (assets.length === 0 ? sendProblem(reply, problems.notFound()) : sendPath(reply.headers(headers).header('cache-control', 'no-cache'), join(dir, 'index.html'), 'text/html; charset=utf-8'));
  app.get(conferencePaths.page, page);
  app.get(`${conferencePaths.page}/`, page);
  app.get<{ Params: { name: string } }>(`${conferencePaths.page}/assets/:name`, (request, reply) => {
    const { name } = request.params;
    const type = types[name.split('.').at(-1) ?? ''];
    if (!assets.includes(name) || type === undefined) return sendProblem(reply, problems.notFound());
    return sendPath(reply.header('cache-control', 'max-age=31536000, immutable'), join(dir, 'assets', name), type);
  });
}
