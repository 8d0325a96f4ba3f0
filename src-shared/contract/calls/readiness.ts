import { z } from 'zod';
import { readinessItemSchema } from '../../domain/readiness/report.ts';
import { utcMs } from '../../domain/schedule.ts';
import { command, query } from '../define.ts';
import { commandId, hearingId } from '../schemas.ts';

/** A hall's check and the hearing for which it was made; it counts for every hearing of that day. */
export const lastReadinessSchema = z.object({ hearingId: z.string(), caseNumber: z.string(), atMs: utcMs, by: z.string(), items: z.array(readinessItemSchema) });

export const readinessCalls = {
  'readiness.get': query({
    doc: 'The hall\'s last check (K336-7, K336-17), null before the first; and, while one is being made, the microphones it has not heard yet.',
    access: 'signed_in',
    input: z.object({}),
    output: z.object({ last: lastReadinessSchema.nullable(), isToday: z.boolean(), notHeard: z.array(z.string()).nullable() }),
  }),
  'readiness.check': command({
    doc: 'Checks the hall in earnest: records every device as a hearing would be until each microphone was heard (8 s at least, 60 at most), reads it back from the disk, measures disk, clock and line (K336-7, K7-16(1), K185-14). What fails opens an incident. Refused while a hearing has the hall; an opening hearing ends it.',
    access: ['secretary', 'specialist'],
    input: z.object({ commandId, hearingId, plannedHours: z.number().min(0).max(24).default(8), monitorsSeen: z.boolean().nullable().default(null) }),
    output: z.object({ items: z.array(readinessItemSchema) }),
  }),
  'readiness.pattern': command({
    doc: 'Shows a test picture on the judge\'s and the hall\'s displays for a minute, or takes it away; a hearing takes it away at once.',
    access: ['secretary', 'specialist'],
    input: z.object({ commandId, on: z.boolean() }),
    output: z.object({ untilMs: z.number().nullable() }),
  }),
} as const;
