import { z } from 'zod';
import { utcMs } from '../../domain/schedule.ts';
import { inBoth } from '../../rules/schema/parts.ts';
import { command, query } from '../define.ts';
import { commandId } from '../schemas.ts';

/** Of who brought it in; null: it was delivered with the program. */
const brought = z.object({ atMs: utcMs, by: z.string() }).nullable();
const key = z.string().max(200);

export const ruleCalls = {
  'rules.list': query({
    doc: 'The orders and years that this console goes by, those brought in by the administrator among them.',
    access: 'signed_in',
    input: z.object({}),
    output: z.object({
      orders: z.array(z.object({ key, name: inBoth, edition: z.string(), inForceFrom: z.string(), source: z.string(), confirmed: z.boolean(), brought })),
      years: z.array(z.object({ key, year: z.int(), source: z.string(), holidays: z.int(), daysMoved: z.int(), brought })),
      /** Brought in for an earlier program and read by this one no more: nothing goes by them. */
      unreadable: z.array(z.object({ key, brought, problem: z.string() })),
    }),
  }),
  'rules.bringIn': command({
    doc: 'Takes a rule file (an edition of an order) or a file of holidays, as text. Refused with every line that is wrong; what was gone by until then stays.',
    access: ['administrator'],
    input: z.object({ commandId, name: z.string().min(1).max(200), text: z.string().max(900_000) }),
    output: z.object({ keys: z.array(key) }),
  }),
  'rules.takeOut': command({
    doc: 'No longer goes by what the administrator had brought in under this key; what was delivered counts again.',
    access: ['administrator'],
    input: z.object({ commandId, key }),
    output: z.object({}),
  }),
} as const;
