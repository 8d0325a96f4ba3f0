import { z } from 'zod';
import { programmeStates, publishRefusals } from '../../conference/watching.ts';
import { command, stream } from '../define.ts';
import { commandId, hearingId, nothing } from '../schemas.ts';

/** Who watches, as things stand. */
export const observersStandingSchema = z.object({
  /** Of the hearing that may be watched; null: none may. */
  hearingId: z.string().nullable(),
  /** The page, to be published; null while no court server is set. */
  url: z.string().nullable(),
  state: z.enum(programmeStates),
  /** The line to the court server; it comes back by itself unless it was refused. */
  line: z.enum(['off', 'connecting', 'open', 'refused']),
  refusal: z.enum(publishRefusals).nullable(),
  /** How many look at this moment; null: not known, the line is cut. */
  count: z.int().nonnegative().nullable(),
});
export type ObserversStanding = z.infer<typeof observersStandingSchema>;

export const observerCalls = {
  'observers.allow': command({
    doc: 'By the court\'s permission the open hearing may be watched (K7-33, GP-5): a page of the court server shows it while it is on in public. Ends by itself with a ruling to go closed, an emergency, and the hearing.',
    access: ['secretary'], input: z.object({ commandId, hearingId }), output: nothing,
  }),
  'observers.end': command({
    doc: 'The court has withdrawn its permission: nobody watches any more, at once. A new permission is another address.',
    access: ['secretary'], input: z.object({ commandId, hearingId }), output: nothing,
  }),
} as const;

export const observerStreams = {
  observers: stream({ doc: 'Who watches the hearing that is on: at once, and on every change.', access: 'signed_in', input: nothing, output: observersStandingSchema }),
} as const;
