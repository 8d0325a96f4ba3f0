import { z } from 'zod';
import { actorSchema } from '../domain/actor.ts';
import { scheduleEntrySchema } from '../domain/schedule.ts';

export const courtApiVersion = 'v1';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex');

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
/** A larger body is refused before it is parsed: enough for the most facts a request may carry, each with the longest text. */
export const maxFactsBodyBytes = 32 * 1024 * 1024;
export const factsRequestSchema = z.object({ facts: z.array(factSchema).min(1).max(maxFactsPerRequest) });

/**
 * The server has it, durably, and computed this SHA-256 from its own copy: of a file over its bytes,
 * of a fact over its canonical JSON (`canonicalText`), exactly as it was sent.
 */
const receiptSchema = z.object({
  receiptId: z.string(),
  /** `fact:<eventId>` or `file:<fileId>`. */
  of: z.string(),
  sha256: sha256Hex,
  receivedAtMs: z.number(),
});
/** One receipt per fact, in the order in which they were sent. */
export const factsAnswerSchema = z.object({ receipts: z.array(receiptSchema) });

export const fileKinds = ['act', 'paper', 'protocol', 'picture', 'manifest', 'audio', 'video'] as const;
export type FileKind = (typeof fileKinds)[number];

/** A longer `Upload-Length` is refused. */
export const maxFileBytes = 64 * 1024 ** 3;

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
export type FileReceiptAnswer = z.infer<typeof fileReceiptAnswerSchema>;

export const serverInfoSchema = z.object({ name: z.string(), apiVersion: z.literal(courtApiVersion), nowMs: z.number() });

const serverFileSchema = z.object({
  fileId: z.uuid(),
  kind: z.enum(fileKinds),
  path: z.string(),
  sizeBytes: z.int().nonnegative(),
  /** Announced by the console; equal to what the server computed once the state is `received`. */
  sha256: sha256Hex,
  state: z.enum(['uploading', 'received', 'mismatch']),
  receipt: receiptSchema.nullable(),
});
export type ServerFile = z.infer<typeof serverFileSchema>;

/** What a hearing looks like from the facts that have arrived; null where they do not say yet. */
const hearingRowSchema = z.object({
  hearingId: z.uuid(),
  caseNumber: z.string().nullable(),
  startsAtMs: z.number().nullable(),
  phase: z.string().nullable(),
  facts: z.int(),
  filesReceived: z.int(),
});
export const hearingsAnswerSchema = z.object({ hearings: z.array(hearingRowSchema) });

export const hearingAnswerSchema = hearingRowSchema.extend({
  zeroUtcMs: z.number().nullable(),
  sections: z.array(z.object({
    sectionId: z.string(), kind: z.string(), reason: z.string(), startedAtMs: z.number(), endedAtMs: z.number().nullable(), recorded: z.boolean(),
  })),
  marks: z.array(z.object({ markId: z.string(), atMs: z.number(), template: z.string(), text: z.string(), withdrawn: z.boolean() })),
  factReceipts: z.array(receiptSchema),
  /** Facts that are kept, but of a type or shape this server does not know. */
  factsNotUnderstood: z.int(),
  files: z.array(serverFileSchema),
});
export type HearingAnswer = z.infer<typeof hearingAnswerSchema>;

/** Why somebody who wants to take part from elsewhere does not come in. */
export const conferenceRefusals = ['wrong_credentials', 'unknown_token', 'too_early', 'expired', 'revoked', 'excluded', 'closed', 'already_here'] as const;
export type ConferenceRefusal = (typeof conferenceRefusals)[number];

/** Why somebody does not get to see an open hearing. */
export const watchRefusals = ['not_live', 'ended', 'full', 'too_many'] as const;
export type WatchRefusal = (typeof watchRefusals)[number];

/** Why the server refused; the key of its sentence on the console's side. */
const problemCodes = [
  'input.invalid', 'input.too_large', 'auth.required', 'auth.forbidden', 'auth.locked', 'host.refused', 'not_found', 'conflict', 'internal.unexpected',
] as const;
export type ProblemCode = (typeof problemCodes)[number] | `conference.${ConferenceRefusal}` | `watch.${WatchRefusal}`;

/** `field` is a path into what was sent: `facts.3.event.type`, `metadata.sha256`, `header.upload-length`. */
export const problemSchema = z.object({ error: z.object({ code: z.string(), field: z.string().optional(), detail: z.string().optional() }) });

export type ServerHearing = z.infer<typeof serverHearingSchema>;
export type Fact = z.infer<typeof factSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
