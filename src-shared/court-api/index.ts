import { z } from 'zod';
import { actorSchema } from '../domain/actor.ts';
import { scheduleEntrySchema } from '../domain/schedule.ts';

/**
 * What a console and a court server say to each other. The reference server validates with these
 * schemas and prints its OpenAPI document from them; the console parses every answer with them.
 * Every request carries `Authorization: Bearer <device token>`; a token belongs to one hall.
 */
export const courtApiVersion = 'v1';

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex');

export const serverHearingSchema = z.object({ serverHearingId: z.string().min(1).max(100), schedule: scheduleEntrySchema });
export const scheduleAnswerSchema = z.object({ date: z.iso.date(), hearings: z.array(serverHearingSchema).max(500) });

/**
 * One event of a hearing. `eventId` is the idempotency key: the same id is stored once, and sent
 * again it is answered with the same receipt; the same id with other content is refused.
 */
export const factSchema = z.object({
  eventId: z.uuid(),
  hearingId: z.uuid(),
  seq: z.int().positive(),
  committedAtMs: z.number(),
  monotonicMs: z.number(),
  by: actorSchema,
  event: z.looseObject({ type: z.string().max(64) }),
});
export const maxFactsPerRequest = 200;
export const factsRequestSchema = z.object({ facts: z.array(factSchema).min(1).max(maxFactsPerRequest) });

/** The server has it, durably, and computed this SHA-256 from its own copy. */
export const receiptSchema = z.object({
  receiptId: z.string(),
  /** `fact:<eventId>` or `file:<fileId>`. */
  of: z.string(),
  sha256: sha256Hex,
  receivedAtMs: z.number(),
});
export const factsAnswerSchema = z.object({ receipts: z.array(receiptSchema) });

export const fileKinds = ['act', 'protocol', 'manifest', 'audio', 'video'] as const;
export type FileKind = (typeof fileKinds)[number];

/** tus `Upload-Metadata` of a file. `path` is relative to the recording folder, forward slashes, no `..`. */
export const fileMetadataSchema = z.object({
  fileId: z.uuid(),
  hearingId: z.uuid(),
  kind: z.enum(fileKinds),
  path: z.string().min(1).max(300).regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))[\p{L}\p{N}._/-]+$/u, 'relative path'),
  sha256: sha256Hex,
});
export type FileMetadata = z.infer<typeof fileMetadataSchema>;

/** `pending`: not all bytes are here. `mismatch`: all bytes came and they were other ones; moved aside, upload again. */
export const fileReceiptAnswerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('received'), receipt: receiptSchema }),
  z.object({ state: z.literal('pending') }),
  z.object({ state: z.literal('mismatch'), sha256: sha256Hex }),
]);

export const serverInfoSchema = z.object({ name: z.string(), apiVersion: z.literal(courtApiVersion), nowMs: z.number() });

export const problemSchema = z.object({ error: z.object({ code: z.string(), field: z.string().optional(), detail: z.string().optional() }) });

/** Paths of the API, as templates. The OpenAPI document is printed from this table. */
export const courtRoutes = {
  info: { method: 'get', path: '/api/v1/info', summary: 'Is the server there, and does it take this token?' },
  schedule: { method: 'get', path: '/api/v1/schedule', summary: 'Hearings of one day in the token\'s hall (`?date=yyyy-mm-dd`).' },
  facts: { method: 'post', path: '/api/v1/facts', summary: 'Takes facts; idempotent by eventId; answers with a receipt for each.' },
  files: { method: 'post', path: '/api/v1/files', summary: 'tus 1.0 upload (creation, resumable); metadata: fileId, hearingId, kind, path, sha256.' },
  receipt: { method: 'get', path: '/api/v1/files/{fileId}/receipt', summary: 'The receipt of an uploaded file, given only over a matching SHA-256.' },
  hearings: { method: 'get', path: '/api/v1/hearings', summary: 'Hearings the server has something of.' },
  hearing: { method: 'get', path: '/api/v1/hearings/{hearingId}', summary: 'One hearing: state, marks, files with SHA-256 and receipts.' },
} as const;

export type ServerHearing = z.infer<typeof serverHearingSchema>;
export type Fact = z.infer<typeof factSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
