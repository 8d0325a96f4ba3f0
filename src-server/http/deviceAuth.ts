import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256Of } from '../secrets.ts';
import { createAttempts } from './attempts.ts';
import { setHall, type Parts } from './context.ts';
import { problems, sendProblem } from './problem.ts';

const wrongTokensPerMinute = 20;

/**
 * Lets a request through with a hall's token. A right token always passes: one misconfigured console
 * must not lock out the others behind the same address. Wrong ones are soon told to wait.
 */
export function deviceAuth(parts: Parts): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  const attempts = createAttempts(wrongTokensPerMinute, 60_000);
  return async (request, reply) => {
    const token = /^Bearer ([\x21-\x7e]{16,500})$/.exec(request.headers.authorization ?? '')?.[1];
    const hall = token === undefined ? null : await parts.records.hallOfToken(sha256Of(token));
    if (hall) {
      setHall(request, hall);
      return undefined;
    }
    const locked = attempts.tooMany(request.ip, parts.nowMs());
    attempts.wrong(request.ip, parts.nowMs());
    return sendProblem(reply, locked ? problems.locked() : problems.noToken());
  };
}
