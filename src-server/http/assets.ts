import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sendPath } from './content.ts';
import { problems, sendProblem } from './problem.ts';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml', woff2: 'font/woff2',
};
const own = ['view.css', 'view.js', 'icon.svg'];
const fonts = ['latin', 'cyrillic', 'cyrillic-ext'].flatMap((set) => [400, 600].map((weight) => `noto-sans-${set}-${weight}-normal.woff2`));

/** The same folder from the sources and from the built program, which lies deeper. */
export function projectRoot(): string {
  let dir = import.meta.dirname;
  while (!existsSync(join(dir, 'package.json'))) {
    if (dir === dirname(dir)) throw new Error('package.json not found above the court server');
    dir = dirname(dir);
  }
  return dir;
}

/** Style, script and fonts of the browser view: exactly the files named here. */
export function registerAssets(app: FastifyInstance): void {
  const ownDir = join(projectRoot(), 'src-server', 'view', 'assets');
  const fontDir = join(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans/package.json')), 'files');
  const places = new Map<string, string>([
    ...own.map((name) => [name, join(ownDir, name)] as const),
    ...fonts.map((name) => [`fonts/${name}`, join(fontDir, name)] as const),
  ]);
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) => {
    const path = places.get(request.params['*']);
    const type = types[path?.split('.').at(-1) ?? ''];
    if (path === undefined || type === undefined) return sendProblem(reply, problems.notFound());
    return sendPath(reply.header('cache-control', 'max-age=3600'), path, type);
  });
}
