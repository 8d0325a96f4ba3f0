import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ConferenceRefusal, ProblemCode, WatchRefusal } from '#shared/court-api/index.ts';

/** A refusal as a value; becomes `{error: {code, field, detail}}`. */
export interface Problem {
  status: number;
  code: ProblemCode;
  field?: string;
  detail?: string;
}

export const problems = {
  invalid: (field: string, detail: string): Problem => ({ status: 400, code: 'input.invalid', field, detail }),
  tooLarge: (field: string, detail: string): Problem => ({ status: 413, code: 'input.too_large', field, detail }),
  noToken: (): Problem => ({ status: 401, code: 'auth.required', field: 'header.authorization' }),
  locked: (): Problem => ({ status: 429, code: 'auth.locked', detail: 'too many wrong attempts; wait a minute' }),
  forbidden: (field: string, detail: string): Problem => ({ status: 403, code: 'auth.forbidden', field, detail }),
  conflict: (field: string, detail: string): Problem => ({ status: 409, code: 'conflict', field, detail }),
  notFound: (field?: string): Problem => ({ status: 404, code: 'not_found', ...(field === undefined ? {} : { field }) }),
  wrongHost: (): Problem => ({ status: 421, code: 'host.refused', field: 'header.host' }),
  unexpected: (): Problem => ({ status: 500, code: 'internal.unexpected' }),
};

/** Why somebody does not come in; `detail`: from when on (UTC ms), when it is too early. */
export const notLetIn = (why: ConferenceRefusal, detail?: string): Problem =>
  ({ status: why === 'already_here' ? 409 : 403, code: `conference.${why}`, ...(detail === undefined ? {} : { detail }) });

/** Why somebody does not watch; `detail`: why it has ended, or how it stands. */
export const notWatched = (why: WatchRefusal, detail?: string): Problem =>
  ({ status: why === 'too_many' || why === 'full' ? 429 : 403, code: `watch.${why}`, ...(detail === undefined ? {} : { detail }) });

const maxDetailChars = 300;

/** The first thing zod found wrong, with the path to it. */
export function problemOfZod(error: z.ZodError, under?: string): Problem {
  const issue = error.issues[0];
  const path = [...(under === undefined ? [] : [under]), ...(issue?.path ?? []).map(String)].join('.');
  return problems.invalid(path === '' ? 'body' : path, (issue?.message ?? 'invalid').slice(0, maxDetailChars));
}

export const problemBody = ({ status: _, ...error }: Problem): string => JSON.stringify({ error });

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 429) reply.header('retry-after', '60');
  return reply.code(problem.status).type('application/json; charset=utf-8').send(problemBody(problem));
}
