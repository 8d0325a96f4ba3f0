import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { manifestSchema } from '#shared/domain/manifest.ts';
import { vaultKey } from '../files/examine.ts';
import { loadHearing, loadLine, type LoadedHearing } from '../hearing/load.ts';
import type { FileRow } from '../ports.ts';
import { hearingPage } from '../view/hearingPage.ts';
import { listPage } from '../view/listPage.ts';
import { notFoundPage } from '../view/notFoundPage.ts';
import type { Viewing } from '../viewing/index.ts';
import { sendPath, sendReceived } from './content.ts';
import type { Parts } from './context.ts';
import type { Operators } from './operators.ts';
import { pageOf, sendPage } from './pageReply.ts';

const hearingParams = z.object({ hearingId: z.uuid() });
const fileParams = hearingParams.extend({ fileId: z.uuid() });
const copyParams = hearingParams.extend({ version: z.string().regex(/^[0-9a-f]{16}$/), name: z.string().max(200) });

type Ask<P> = (params: P, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Hearings in a browser, for signed-in operators. Everybody else is led to the sign-in page. */
export function registerPages(app: FastifyInstance, parts: Parts, operators: Operators, viewing: Viewing): void {
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    sendPage(reply.code(404), notFoundPage(pageOf(parts, request, reply, '/', true)));
  const inside = <S extends z.ZodType>(schema: S, ask: Ask<z.output<S>>) => async (request: FastifyRequest, reply: FastifyReply) => {
    if (!(await operators.signedIn(request))) return reply.redirect('/sign-in', 303);
    const params = schema.safeParse(request.params);
    return params.success ? ask(params.data, request, reply) : notFound(request, reply);
  };
  const withHearing = (ask: (hearing: LoadedHearing, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
    inside(hearingParams, async ({ hearingId }, request, reply) => {
      const hearing = await loadHearing(parts.records, hearingId);
      return hearing ? ask(hearing, request, reply) : notFound(request, reply);
    });

  app.get('/', inside(z.unknown(), async (_params, request, reply) => {
    const lines = await Promise.all((await parts.records.hearingIds()).map((id) => loadLine(parts.records, id)));
    return sendPage(reply, listPage(pageOf(parts, request, reply, '/', true), lines.filter((line) => line !== null)));
  }));
  app.get('/hearings/:hearingId', withHearing((hearing, request, reply) => showHearing(parts, viewing, hearing, request, reply)));
  app.get('/hearings/:hearingId/viewing', withHearing(async (hearing, _request, reply) =>
    reply.header('cache-control', 'no-store').send({ state: (await viewing.stateOf(hearing.hearingId, hearing.files)).kind })));
  app.post('/hearings/:hearingId/viewing', withHearing(async (hearing, _request, reply) => {
    viewing.begin(hearing.hearingId, hearing.files);
    return reply.redirect(`/hearings/${hearing.hearingId}`, 303);
  }));
  app.get('/hearings/:hearingId/viewing/:version/:name', inside(copyParams, async ({ hearingId, version, name }, request, reply) => {
    const path = await viewing.copyPath(hearingId, version, name);
    return path === null ? notFound(request, reply) : sendPath(reply, path, name.endsWith('.webm') ? 'video/webm' : 'video/mp4');
  }));
  app.get('/hearings/:hearingId/files/:fileId', inside(fileParams, async ({ hearingId, fileId }, request, reply) => {
    const row = await parts.records.file(fileId);
    const found = row?.hearingId === hearingId && row.state === 'received';
    return found ? sendReceived(parts, row, reply) : notFound(request, reply);
  }));
}

async function showHearing(parts: Parts, viewing: Viewing, hearing: LoadedHearing, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (await viewing.isComplete(hearing.hearingId)) await viewing.beginIfAbsent(hearing.hearingId, hearing.files);
  const state = await viewing.stateOf(hearing.hearingId, hearing.files);
  const cameraLabels = await labelsFromManifest(parts, hearing.files);
  const page = pageOf(parts, request, reply, `/hearings/${hearing.hearingId}`, true);
  return sendPage(reply, hearingPage(page, { hearing, viewing: state, cameraLabels }));
}

/** What the hall calls its cameras, once the manifest is here. */
async function labelsFromManifest(parts: Parts, files: readonly FileRow[]): Promise<Map<string, string>> {
  const row = files.find((f) => f.kind === 'manifest' && f.state === 'received');
  if (!row) return new Map();
  const text = await readFile(parts.vault.absolutePath(vaultKey(row)), 'utf8');
  return labelsOf(text);
}

function labelsOf(manifestText: string): Map<string, string> {
  try {
    const manifest = manifestSchema.pick({ tracks: true }).safeParse(JSON.parse(manifestText));
    return new Map(manifest.data?.tracks.filter((t) => t.kind === 'video').map((t) => [t.captureId, t.label]));
  } catch {
    return new Map(); // not JSON: the ids serve as names
  }
}
