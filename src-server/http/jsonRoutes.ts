import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CourtRoute, courtRoutes, maxFactsBodyBytes } from '#shared/court-api/index.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { z } from 'zod';
import type { Asked, Handlers, JsonRouteName } from './api.ts';
import { hallOf } from './context.ts';
import { problemOfZod, sendProblem, type Problem } from './problem.ts';

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** `/a/{b}` as the router writes it. */
export const routerPath = (template: string): string => template.replaceAll(/\{(\w+)\}/g, ':$1');

/** Every route of the table that has a handler: input parsed, handler asked, answer checked against its own schema. */
export function registerJsonRoutes(app: FastifyInstance, handlers: Handlers, guard: Guard): void {
  for (const name of Object.keys(handlers) as JsonRouteName[]) {
    const route: CourtRoute = courtRoutes[name];
    app.route({
      method: route.method.toUpperCase(), url: routerPath(route.path), onRequest: guard, bodyLimit: maxFactsBodyBytes, exposeHeadRoute: false,
      handler: async (request, reply) => {
        const asked = readInput(route, request);
        if (!asked.ok) return sendProblem(reply, asked.error);
        const handler = handlers[name] as (asked: Asked<JsonRouteName>) => Promise<Result<unknown, Problem>>;
        const answer = await handler(asked.value);
        return answer.ok ? reply.header('cache-control', 'no-store').send(route.answer?.parse(answer.value)) : sendProblem(reply, answer.error);
      },
    });
  }
}

function readInput(route: CourtRoute, request: FastifyRequest): Result<Asked<JsonRouteName>, Problem> {
  const params = read(route.params, request.params);
  if (!params.ok) return params;
  const query = read(route.query, request.query, 'query');
  if (!query.ok) return query;
  const body = read(route.body, request.body ?? null);
  if (!body.ok) return body;
  return ok({ hall: hallOf(request), params: params.value, query: query.value, body: body.value, raw: request.body } as Asked<JsonRouteName>);
}

function read(schema: z.ZodType | undefined, value: unknown, under?: string): Result<unknown, Problem> {
  if (!schema) return ok(undefined);
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(problemOfZod(parsed.error, under));
}
