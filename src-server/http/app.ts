import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { registerJoin } from '../conference/joinRoute.ts';
import { registerParticipantPage } from '../conference/participantPage.ts';
import { conferenceLines } from '../conference/lineServer.ts';
import type { Viewing } from '../viewing/index.ts';
import { apiHandlers } from './api.ts';
import { registerAttachments } from './attachments.ts';
import { registerAssets } from './assets.ts';
import { registerContent } from './content.ts';
import type { Parts } from './context.ts';
import { deviceAuth } from './deviceAuth.ts';
import { allowedHosts, hostName } from './hosts.ts';
import { registerJsonRoutes } from './jsonRoutes.ts';
import { openApiDocument } from './openapi.ts';
import { type Operators, registerOperators } from './operators.ts';
import { registerPages } from './pages.ts';
import { problems, sendProblem, type Problem } from './problem.ts';
import type { Tus } from './tus.ts';
import { serveUpgrades } from './upgrades.ts';
import { registerUploads } from './uploads.ts';
import { conferencePaths } from '#shared/conference/messages.ts';
import { watchPaths } from '#shared/conference/watching.ts';
import { publishLines } from '../watching/publishLines.ts';
import { registerWatching } from '../watching/watchRoutes.ts';

export interface AppOptions {
  host: string;
  filesDir: string;
  log: (line: string) => void;
}

/** The server's HTTP face. Refuses foreign Host headers before anything else looks at the request. */
export async function createApp(parts: Parts, tus: Tus, viewing: Viewing, options: AppOptions): Promise<{ app: FastifyInstance; operators: Operators }> {
  // A proxy on this machine, which brings TLS, says for whom it asks; nobody else is believed.
  const app = Fastify({ forceCloseConnections: true, trustProxy: 'loopback', routerOptions: { maxParamLength: 300 } });
  checkHosts(app, options.host);
  answerProblems(app, options.log);
  await app.register(fastifyCookie);
  await app.register(fastifyStatic, { root: options.filesDir, serve: false });
  const guard = deviceAuth(parts);
  registerJsonRoutes(app, apiHandlers(parts), guard);
  registerUploads(app, parts, tus, guard);
  registerContent(app, parts, guard);
  registerAttachments(app, parts, guard);
  const document = openApiDocument();
  app.get('/api/v1/openapi.json', () => document);
  readForms(app);
  const operators = registerOperators(app, parts);
  registerPages(app, parts, operators, viewing);
  registerAssets(app);
  registerJoin(app, parts);
  registerParticipantPage(app);
  registerWatching(app, parts);
  serveLines(app, parts, options.host);
  return { app, operators };
}

/** Ended before the server waits for its connections. */
function serveLines(app: FastifyInstance, parts: Parts, host: string): void {
  const [rooms, watches] = [conferenceLines(parts), publishLines(parts)];
  serveUpgrades(app.server, allowedHosts(host), { [conferencePaths.socket]: rooms.upgrade, [watchPaths.publish]: watches.upgrade });
  app.addHook('preClose', async () => [rooms, watches].forEach(({ end }) => end()));
}

/** Forms come from our own pages only: the cookie is SameSite=Strict, and a foreign Origin is refused besides. */
function readForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4096 }, (request, body, done) => {
    const { origin, host } = request.headers;
    const foreign = origin !== undefined && origin.replace(/^https?:\/\//, '') !== host;
    if (foreign) done(Object.assign(new Error('foreign origin'), { statusCode: 403 }));
    else done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
}

function checkHosts(app: FastifyInstance, host: string): void {
  const allowed = allowedHosts(host);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
    if (!allowed.has(hostName(request.headers.host))) return sendProblem(reply, problems.wrongHost());
    return undefined;
  });
}

function answerProblems(app: FastifyInstance, log: (line: string) => void): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problems.notFound()));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOfError(error);
    if (problem.status >= 500) log(`${request.method} ${request.routeOptions.url ?? ''}: ${error.stack ?? error.message}`);
    return sendProblem(reply, problem);
  });
}

/** What the HTTP library itself refuses (not JSON, too large, unknown content type). */
function problemOfError(error: FastifyError): Problem {
  const status = error.statusCode ?? 500;
  if (status === 413) return problems.tooLarge('body', error.message);
  return status >= 400 && status < 500 ? { ...problems.invalid('body', error.message), status } : problems.unexpected();
}
