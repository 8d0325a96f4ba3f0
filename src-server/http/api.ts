import { courtApiVersion, type CourtRouteName, type courtRoutes, type FileReceiptAnswer, type Receipt } from '#shared/court-api/index.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { z } from 'zod';
import { checkFacts } from '../facts/check.ts';
import { fileReceipt } from '../files/receipt.ts';
import { hearingAnswer, hearingRow } from '../hearing/answers.ts';
import { loadHearing, loadLine } from '../hearing/load.ts';
import type { FileRow, Hall } from '../ports.ts';
import { dayRange } from '../schedule/days.ts';
import type { Parts } from './context.ts';
import { problems, type Problem } from './problem.ts';

type Routes = typeof courtRoutes;
/** Routes that answer with JSON; the others are tus and bytes. */
export type JsonRouteName = { [N in CourtRouteName]: Routes[N] extends { answer: z.ZodType } ? N : never }[CourtRouteName];
type Part<N extends JsonRouteName, K extends 'params' | 'query' | 'body'> = Routes[N] extends { [P in K]: infer S extends z.ZodType } ? z.output<S> : undefined;
type Answer<N extends JsonRouteName> = Routes[N] extends { answer: infer S extends z.ZodType } ? z.input<S> : never;

export interface Asked<N extends JsonRouteName> {
  hall: Hall;
  params: Part<N, 'params'>;
  query: Part<N, 'query'>;
  body: Part<N, 'body'>;
  /** The body as it was sent, before any schema touched it. */
  raw: unknown;
}
export type Handlers = { [N in JsonRouteName]: (asked: Asked<N>) => Promise<Result<Answer<N>, Problem>> };

export function apiHandlers(parts: Parts): Handlers {
  return {
    info: async () => ok({ name: parts.name, apiVersion: courtApiVersion, nowMs: parts.nowMs() }),
    measure: async ({ body }) => ok({ bytes: body.padding.length }),
    schedule: async ({ hall, query }) => {
      await parts.beforeSchedule(hall, query.date);
      const { fromMs, toMs } = dayRange(query.date, parts.timeZone);
      return ok({ date: query.date, hearings: await parts.records.scheduled(hall, fromMs, toMs) });
    },
    invite: ({ hall, body }) => parts.invitations.invite(hall, body),
    endInvitations: ({ hall, body }) => parts.invitations.end(hall, body),
    endWatch: async ({ hall, body }) => (parts.watches.end(hall.hallId, body) ? ok({}) : err(problems.forbidden('hearingId', 'a hearing of another hall'))),
    facts: async ({ hall, raw }) => takeFacts(parts, hall, raw),
    receipt: async ({ hall, params }) => receiptOf(parts, hall, params.fileId),
    hearings: async ({ hall }) => {
      const hearings = [];
      for (const id of await parts.records.hearingIds(hall.hallId)) {
        const line = await loadLine(parts.records, id);
        if (line) hearings.push(hearingRow(line));
      }
      return ok({ hearings });
    },
    hearing: async ({ hall, params }) => {
      const loaded = await loadHearing(parts.records, params.hearingId);
      return loaded && loaded.hallId === hall.hallId ? ok(hearingAnswer(loaded)) : err(problems.notFound('hearingId'));
    },
  };
}

async function takeFacts(parts: Parts, hall: Hall, raw: unknown): Promise<Result<{ receipts: Receipt[] }, Problem>> {
  const checked = checkFacts(raw);
  if (!checked.ok) return err(problems.invalid(checked.error.field, checked.error.detail));
  const outcome = await parts.records.storeFacts(hall.hallId, checked.value, parts.nowMs());
  if (outcome.kind === 'stored') {
    parts.watches.followFacts(hall, checked.value);
    await parts.invitations.followFacts(hall, checked.value);
    return ok({ receipts: outcome.receipts });
  }
  return err(outcome.kind === 'conflict'
    ? problems.conflict(`facts.${outcome.index}.eventId`, 'stands for other content already')
    : problems.forbidden(`facts.${outcome.index}.hearingId`, 'a hearing of another hall'));
}

/** A file of the hall, or not found: other halls' files do not exist for it. */
export async function ownFile(parts: Parts, hall: Hall, fileId: string): Promise<FileRow | null> {
  const row = await parts.records.file(fileId);
  return row && row.hallId === hall.hallId ? row : null;
}

/** An upload that is complete but was not examined (a full disk, say) is examined by asking. */
async function receiptOf(parts: Parts, hall: Hall, fileId: string): Promise<Result<FileReceiptAnswer, Problem>> {
  const row = await ownFile(parts, hall, fileId);
  if (!row) return err(problems.notFound('fileId'));
  const complete = row.state === 'uploading' && (await parts.vault.uploadSize(row.uploadId)) === row.sizeBytes;
  return ok(fileReceipt(complete ? await parts.examiner.examine(row) : row));
}
