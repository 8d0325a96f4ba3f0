import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { courtRoutes } from '#shared/court-api/index.ts';
import { photoTypeOf } from '#shared/domain/identityPhoto.ts';
import { sendPath } from './content.ts';
import { hallOf, type Parts } from './context.ts';
import { routerPath } from './jsonRoutes.ts';
import { problemOfZod, problems, sendProblem } from './problem.ts';

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** What came with a petition, for the hall whose schedule names it and for nobody else (K7-8, K7-9). */
export function registerAttachments(app: FastifyInstance, parts: Parts, guard: Guard): void {
  const { path, params } = courtRoutes.attachment;
  app.get(routerPath(path), { onRequest: guard }, async (request, reply) => {
    const asked = params.safeParse(request.params);
    if (!asked.success) return sendProblem(reply, problemOfZod(asked.error));
    const { sha256 } = asked.data;
    const kinds = await parts.records.attachmentKinds(hallOf(request), sha256);
    const found = kinds.length === 0 ? null : await parts.attachments.find(sha256);
    if (!found) return sendProblem(reply, problems.notFound('sha256'));
    const photoType = photoTypeOf(found.firstBytes);
    if (kinds.includes('photo') && photoType === null) return sendProblem(reply, problems.notFound('sha256'));
    reply.header('cache-control', 'no-store').header('content-security-policy', "default-src 'none'; frame-ancestors 'none'").header('content-disposition', 'attachment');
    return sendPath(reply, found.absolutePath, photoType ?? 'application/octet-stream');
  });
}
