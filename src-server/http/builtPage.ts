import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { projectRoot } from './assets.ts';
import { sendPath } from './content.ts';
import { problems, sendProblem } from './problem.ts';

const types: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

const builtDir = (): string => join(projectRoot(), 'dist', 'participant');

/** A page of those who are not in the courtroom, as it was built. */
export function builtPage(name: string): (reply: FastifyReply) => FastifyReply {
  const path = join(builtDir(), name);
  const isThere = existsSync(path);
  return (reply) => (isThere ? sendPath(reply, path, 'text/html; charset=utf-8') : sendProblem(reply, problems.notFound()));
}

/** What the pages are made of: exactly the files that were built. */
export function builtAssets(): (name: string, reply: FastifyReply) => FastifyReply {
  const dir = join(builtDir(), 'assets');
  const names = existsSync(dir) ? readdirSync(dir) : [];
  return (name, reply) => {
    const type = types[name.split('.').at(-1) ?? ''];
    if (!names.includes(name) || type === undefined) return sendProblem(reply, problems.notFound());
    return sendPath(reply.header('cache-control', 'max-age=31536000, immutable'), join(dir, name), type);
  };
}
