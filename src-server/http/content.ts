import { relative } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { courtRoutes } from '#shared/court-api/index.ts';
import { vaultKey } from '../files/examine.ts';
import type { FileRow } from '../ports.ts';
import { ownFile } from './api.ts';
import { hallOf, type Parts } from './context.ts';
import { routerPath } from './jsonRoutes.ts';
import { problemOfZod, problems, sendProblem } from './problem.ts';

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** Received bytes back to the hall they came from (K336-24). */
export function registerContent(app: FastifyInstance, parts: Parts, guard: Guard): void {
  const { path, params } = courtRoutes.content;
  app.get(routerPath(path), { onRequest: guard }, async (request, reply) => {
    const asked = params.safeParse(request.params);
    if (!asked.success) return sendProblem(reply, problemOfZod(asked.error));
    const row = await ownFile(parts, hallOf(request), asked.data.fileId);
    return row?.state === 'received' ? sendReceived(parts, row, reply) : sendProblem(reply, problems.notFound('fileId'));
  });
}

/** Only these are shown by a browser; everything else is bytes to save. Never HTML, whatever the console calls it. */
const shown: Record<string, string> = {
  pdf: 'application/pdf', txt: 'text/plain; charset=utf-8', json: 'application/json; charset=utf-8', jpg: 'image/jpeg', mkv: 'video/x-matroska',
};

export function sendReceived(parts: Parts, row: FileRow, reply: FastifyReply): FastifyReply {
  const name = row.path.split('/').at(-1) ?? 'file';
  const type = shown[name.split('.').at(-1)?.toLowerCase() ?? ''];
  const disposition = `${type === undefined ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(name)}`;
  reply.header('content-disposition', disposition).header('content-security-policy', "frame-ancestors 'none'");
  return sendPath(reply, parts.vault.absolutePath(vaultKey(row)), type ?? 'application/octet-stream');
}

/** A file of ours with Range support. The path comes from a row or a table, never from an address. */
export function sendPath(reply: FastifyReply, absolutePath: string, type: string): FastifyReply {
  reply.type(type);
  return reply.sendFile(relative('/', absolutePath), '/', { contentType: false, dotfiles: 'allow', cacheControl: false });
}
