import type { FastifyInstance } from 'fastify';
import { conferencePaths, joinRequestSchema } from '#shared/conference/messages.ts';
import { createAttempts } from '../http/attempts.ts';
import type { Parts } from '../http/context.ts';
import { problemOfZod, problems, sendProblem } from '../http/problem.ts';

const wrongPerMinute = { address: 30, login: 5 };

/** Where a participant's page shows login and password, once. */
export function registerJoin(app: FastifyInstance, { invitations, nowMs }: Parts): void {
  const addresses = createAttempts(wrongPerMinute.address, 60_000);
  const logins = createAttempts(wrongPerMinute.login, 60_000);
  app.post(conferencePaths.join, { bodyLimit: 4096 }, async (request, reply) => {
    const asked = joinRequestSchema.safeParse(request.body ?? null);
    if (!asked.success) return sendProblem(reply, problemOfZod(asked.error));
    const { login, password } = asked.data;
    if (addresses.tooMany(request.ip, nowMs()) || logins.tooMany(login, nowMs())) return sendProblem(reply, problems.locked());
    const joined = await invitations.join(login, password);
    if (joined.ok) return reply.header('cache-control', 'no-store').send(joined.value);
    if (joined.error.code === 'conference.wrong_credentials') {
      addresses.wrong(request.ip, nowMs());
      logins.wrong(login, nowMs());
    }
    return sendProblem(reply, joined.error);
  });
}
