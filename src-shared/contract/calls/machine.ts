import { z } from 'zod';
import { command, query, stream } from '../define.ts';
import { commandId, eventRecordSchema, hearingId, nothing } from '../schemas.ts';
import { consoleStatusSchema, levelsSchema, logLineSchema } from '../status.ts';

export const outboxItemSchema = z.object({
  itemId: z.int(),
  hearingId,
  kind: z.enum(['fact', 'act', 'paper', 'protocol', 'picture', 'manifest', 'audio', 'video']),
  name: z.string(),
  bytes: z.number(),
  bytesSent: z.number(),
  sha256: z.string(),
  state: z.enum(['waiting', 'sent']),
  attempts: z.int(),
  nextAttemptAtMs: z.number().nullable(),
  lastError: z.string().nullable(),
  receipt: z.object({ receiptId: z.string(), sha256: z.string(), receivedAtMs: z.number() }).nullable(),
});
export type OutboxItemView = z.infer<typeof outboxItemSchema>;

export const machineCalls = {
  'queue.list': query({
    doc: 'What was sent to the court server and what waits, newest first; files and facts alike. `sent` only with the server\'s receipt over the same SHA-256.',
    access: 'signed_in',
    input: z.object({ hearingId: hearingId.optional(), state: z.enum(['waiting', 'sent']).optional(), limit: z.int().min(1).max(1000).default(200) }),
    output: z.object({ items: z.array(outboxItemSchema) }),
  }),
  'queue.retryNow': command({ doc: 'Forgets the pauses and tries everything that waits at once.', access: 'signed_in', input: z.object({ commandId }), output: nothing }),
  'recording.info': query({
    doc: 'Where a hearing\'s recording lies and what is in it: for the After screen, scripts and the demonstration.',
    access: 'signed_in',
    input: z.object({ hearingId }),
    output: z.object({
      dir: z.string(),
      tracks: z.array(z.object({
        trackId: z.string(), kind: z.enum(['audio', 'video']), label: z.string(), captureId: z.string(),
        durationMs: z.number(), segments: z.int(), bytes: z.number(),
      })),
      segments: z.object({ closed: z.int(), verified: z.int(), damaged: z.int() }),
    }),
  }),
  'diagnostics.log': query({
    doc: 'The newest lines of the console\'s log.',
    access: ['specialist', 'administrator'],
    input: z.object({ limit: z.int().min(1).max(2000).default(300) }),
    output: z.object({ lines: z.array(logLineSchema) }),
  }),
} as const;

export const streamCalls = {
  events: stream({
    doc: 'Every event after `afterSeq`, in order, without holes, then each new one once it is on disk.',
    access: 'signed_in', input: z.object({ afterSeq: z.int().min(0), hearingId: hearingId.optional() }), output: eventRecordSchema,
  }),
  status: stream({ doc: 'State of recorder, storage, queue, court server and services: on every change and at least once a second.', access: 'signed_in', input: nothing, output: consoleStatusSchema }),
  levels: stream({ doc: 'Level of every microphone, about ten times a second.', access: 'signed_in', input: nothing, output: levelsSchema }),
  log: stream({ doc: 'New lines of the console\'s log.', access: ['specialist', 'administrator'], input: nothing, output: logLineSchema }),
} as const;
