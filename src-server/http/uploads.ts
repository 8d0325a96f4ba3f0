import { Metadata } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { courtRoutes, fileMetadataSchema, maxFileBytes, type FileMetadata } from '#shared/court-api/index.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { FileRow } from '../ports.ts';
import { hallOf, type Parts } from './context.ts';
import { problemOfZod, problems, sendProblem, type Problem } from './problem.ts';
import { filesPath, uploadIdOf, type Tus } from './tus.ts';

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/**
 * tus, with what the protocol leaves open decided: whose upload it is, what was announced, and that
 * something already received is answered at once and never taken twice. Nothing can be deleted.
 */
export function registerUploads(app: FastifyInstance, parts: Parts, tus: Tus, guard: Guard): void {
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  app.post(courtRoutes.files.path, { onRequest: guard }, (request, reply) => create(parts, tus, request, reply));
  const one = `${filesPath}/:uploadId`;
  app.route<{ Params: { uploadId: string } }>({
    method: ['PATCH', 'HEAD'], url: one, onRequest: guard, exposeHeadRoute: false,
    handler: (request, reply) => proceed(parts, tus, request, reply),
  });
}

async function create(parts: Parts, tus: Tus, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const announced = readAnnouncement(request);
  if (!announced.ok) return sendProblem(reply, announced.error);
  const { metadata, sizeBytes } = announced.value;
  const { hallId } = hallOf(request);
  const uploadId = uploadIdOf(hallId, metadata.fileId, metadata.sha256);
  const outcome = await parts.records.createFile({ ...metadata, uploadId, hallId, sizeBytes, createdAtMs: parts.nowMs() });
  if (outcome.kind === 'foreign_hearing') return sendProblem(reply, problems.forbidden('metadata.hearingId', 'a hearing of another hall'));
  if (outcome.kind === 'conflict') return sendProblem(reply, problems.conflict(`metadata.${outcome.field}`, 'stands for other content already'));
  const offset = outcome.kind === 'exists' ? await bytesThere(parts, outcome.row) : null;
  if (offset !== null) return tusReply(reply, 201).header('location', `${filesPath}/${uploadId}`).header('upload-offset', offset).send();
  tus.nameCreation(request.raw, uploadId);
  return handOver(tus, request, reply);
}

/** How much of an upload has arrived; null when its bytes have to come anew. */
async function bytesThere(parts: Parts, row: FileRow): Promise<number | null> {
  return row.state === 'received' ? row.sizeBytes : parts.vault.uploadSize(row.uploadId);
}

async function proceed(parts: Parts, tus: Tus, request: FastifyRequest<{ Params: { uploadId: string } }>, reply: FastifyReply): Promise<FastifyReply> {
  const row = await parts.records.fileByUpload(request.params.uploadId);
  if (!row || row.hallId !== hallOf(request).hallId) return sendProblem(reply, problems.notFound('uploadId'));
  if (row.state === 'mismatch') return sendProblem(reply, { status: 410, code: 'conflict', field: 'uploadId', detail: 'other bytes came; create the upload anew' });
  if (row.state === 'uploading') return handOver(tus, request, reply);
  return answerForReceived(row, request, reply);
}

function answerForReceived(row: FileRow, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const atEnd = request.method === 'HEAD' || request.headers['upload-offset'] === String(row.sizeBytes);
  if (!atEnd) return sendProblem(reply, problems.conflict('header.upload-offset', 'the file is complete'));
  tusReply(reply, request.method === 'HEAD' ? 200 : 204).header('upload-offset', row.sizeBytes);
  if (request.method === 'HEAD') reply.header('upload-length', row.sizeBytes).header('cache-control', 'no-store');
  return reply.send();
}

const tusReply = (reply: FastifyReply, status: number): FastifyReply => reply.code(status).header('tus-resumable', '1.0.0');

async function handOver(tus: Tus, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.hijack();
  await tus.server.handle(request.raw, reply.raw);
  return reply;
}

interface Announcement { metadata: FileMetadata; sizeBytes: number }

function readAnnouncement(request: FastifyRequest): Result<Announcement, Problem> {
  const sizeBytes = readSize(request.headers['upload-length']);
  if (!sizeBytes.ok) return sizeBytes;
  const metadata = readMetadata(request.headers['upload-metadata']);
  return metadata.ok ? ok({ metadata: metadata.value, sizeBytes: sizeBytes.value }) : metadata;
}

function readSize(header: string | string[] | undefined): Result<number, Problem> {
  const field = 'header.upload-length';
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) return err(problems.invalid(field, 'a whole number of bytes'));
  return Number(header) <= maxFileBytes ? ok(Number(header)) : err(problems.tooLarge(field, `at most ${maxFileBytes} bytes`));
}

function readMetadata(header: string | string[] | undefined): Result<FileMetadata, Problem> {
  const parsed = fileMetadataSchema.safeParse(decodeMetadata(header));
  return parsed.success ? ok(parsed.data) : err(problemOfZod(parsed.error, 'metadata'));
}

function decodeMetadata(header: string | string[] | undefined): unknown {
  try {
    return Metadata.parse(String(header ?? ''));
  } catch {
    return null; // not tus metadata at all; the schema then says what is wanted
  }
}
