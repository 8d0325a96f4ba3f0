import { z } from 'zod';
import { roles } from '../domain/actor.ts';
import { errorCodes } from '../domain/errors.ts';
import type { EventRecord } from '../domain/hearing/events.ts';
import type { Hearing } from '../domain/hearing/state.ts';
import { scheduleEntrySchema, text } from '../domain/schedule.ts';

/** Made by the client, once per intention: a repeated command with the same id is carried out once. */
export const commandId = z.uuid();
export const hearingId = z.uuid();
export const languageSchema = z.enum(['kk', 'ru']);

/** Longest free text in one mark, note or reason. */
export const freeText = text;
export const reasonText = freeText.refine((s) => s.trim().length > 0, 'empty');

/** `seq`: the last event this command wrote (or had written, when repeated). */
export const committed = z.object({ seq: z.int().nonnegative() });
export const nothing = z.object({});

export const userSchema = z.object({ userId: z.string(), name: z.string(), login: z.string(), role: z.enum(roles), disabled: z.boolean() });

export const appErrorSchema = z.object({
  code: z.enum(errorCodes),
  field: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  detail: z.string().optional(),
});

/** Made by this console itself from its own events, so its shape is the type's word. */
export const hearingStateSchema = z.custom<Hearing>((v) => typeof v === 'object' && v !== null && 'hearingId' in v && 'phase' in v);
export const eventRecordSchema = z.custom<EventRecord>((v) => typeof v === 'object' && v !== null && 'seq' in v && 'event' in v);

export const hearingSummarySchema = z.object({
  hearingId,
  schedule: scheduleEntrySchema,
  origin: z.enum(['server', 'manual']),
  serverHearingId: z.string().nullable(),
  demo: z.boolean(),
  phase: z.string(),
  openIncidents: z.int(),
  actsToFinish: z.int(),
});

export type HearingSummary = z.infer<typeof hearingSummarySchema>;
export type User = z.infer<typeof userSchema>;
