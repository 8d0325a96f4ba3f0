import { z } from 'zod';
import { levelsSchema, recorderStatusSchema, signalConditions } from '#shared/contract/status.ts';
import { errorCodes } from '#shared/domain/errors.ts';
import { hallSchema } from '#shared/domain/hall.ts';

/**
 * What console and recorder say to each other: JSON lines over loopback TCP. The console's first line is `hello`;
 * without the secret the connection ends. A fact is told until it is acknowledged.
 */

export const recorderName = 'recorder';

export const addressSchema = z.object({
  port: z.int().min(1).max(65_535),
  /** 32 random bytes. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
});
export type RecorderAddress = z.infer<typeof addressSchema>;

const rowSchema = z.object({
  hearingId: z.string(), path: z.string(), captureId: z.string(), runId: z.string(), index: z.int(), startMs: z.number(), endMs: z.number(),
  bytes: z.int(), sha256: z.string(), state: z.enum(['closed', 'verified', 'damaged']), verifiedAtMs: z.number().nullable(), problem: z.string().nullable(), tail: z.boolean(),
});
const errorSchema = z.object({
  code: z.enum(errorCodes), field: z.string().optional(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional(), detail: z.string().optional(),
});

/** A fact about one hearing's media; it goes into the ledger. */
export const factSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('captureLost'), hearingId: z.string(), captureId: z.string(), fromMs: z.number(), cause: z.string() }),
  z.object({ type: z.literal('captureResumed'), hearingId: z.string(), captureId: z.string(), atMs: z.number() }),
  z.object({ type: z.literal('signal'), hearingId: z.string(), deviceId: z.string(), condition: z.enum(signalConditions), change: z.enum(['began', 'ended']), atMs: z.number() }),
  z.object({ type: z.enum(['segmentClosed', 'segmentVerified', 'segmentDamaged']), row: rowSchema }),
  z.object({ type: z.literal('fault'), hearingId: z.string(), error: errorSchema }),
]);
export type HearingFact = z.infer<typeof factSchema>;

const keptFactSchema = z.object({ factId: z.string(), fact: factSchema });
export type KeptFact = z.infer<typeof keptFactSchema>;

const wishSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off'), untilMs: z.number().optional() }),
  z.object({ mode: z.literal('preview'), hall: hallSchema }),
  z.object({ mode: z.literal('record'), hall: hallSchema, hearingId: z.string(), runId: z.string(), zeroUtcMs: z.number(), plannedBytes: z.number().nonnegative() }),
]);

export const helloSchema = z.object({ say: z.literal('hello'), secret: z.string(), version: z.string() });

/** From the console. */
export const requestSchema = z.discriminatedUnion('say', [
  z.object({ say: z.literal('ack'), factId: z.string() }),
  z.object({ say: z.literal('clock') }),
  z.object({ say: z.literal('second'), root: z.string().nullable() }),
  z.object({ say: z.literal('current'), id: z.int() }),
  z.object({ say: z.literal('want'), id: z.int(), wish: wishSchema }),
  z.object({ say: z.literal('settle'), id: z.int(), hearingId: z.string() }),
  z.object({ say: z.literal('enter'), id: z.int(), file: z.object({ hearingId: z.string(), runId: z.string(), captureId: z.string(), index: z.int(), tail: z.boolean() }) }),
]);
export type Request = z.infer<typeof requestSchema>;

const runSchema = z.object({ hearingId: z.string(), runId: z.string() });
const reportSchema = z.object({
  mediaFromMs: z.number().nullable(),
  missing: z.array(z.object({ captureId: z.string(), cause: z.string(), mediaUntilMs: z.number().nullable() })),
});
const resultSchema = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value: reportSchema }), z.object({ ok: z.literal(false), error: errorSchema })]);

/** From the recorder. */
export const messageSchema = z.discriminatedUnion('say', [
  /** Answers `hello`. */
  z.object({ say: z.literal('welcome'), version: z.string() }),
  z.object({ say: z.literal('status'), status: recorderStatusSchema }),
  z.object({ say: z.literal('levels'), levels: levelsSchema }),
  z.object({ say: z.literal('fact'), kept: keptFactSchema }),
  /** A fault that belongs to no hearing, and the recorder's own words. */
  z.object({ say: z.literal('log'), level: z.enum(['error', 'warn', 'info', 'debug']), text: z.string(), more: z.record(z.string(), z.unknown()).optional() }),
  z.object({ say: z.literal('current'), id: z.int(), run: runSchema.nullable() }),
  z.object({ say: z.literal('wanted'), id: z.int(), result: resultSchema }),
  z.object({ say: z.literal('settled'), id: z.int() }),
  z.object({ say: z.literal('entered'), id: z.int(), row: rowSchema.nullable() }),
]);
export type Message = z.infer<typeof messageSchema>;
