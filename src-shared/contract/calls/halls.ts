import { z } from 'zod';
import { isSame, knownHallSchema } from '../../domain/procedure/halls.ts';
import { command, query } from '../define.ts';
import { commandId } from '../schemas.ts';

const halls = z.array(knownHallSchema).max(200).superRefine((list, ctx) => {
  for (const [i, { name }] of list.entries()) if (list.findIndex((other) => isSame(other.name, name)) < i) ctx.addIssue({ code: 'custom', path: [i, 'name'], message: 'a second hall of this name' });
});

export const hallCalls = {
  'halls.list': query({
    doc: 'The halls of this court with what they are equipped with (K7-5, K336-10), in the order in which they were entered.',
    access: 'signed_in',
    input: z.object({}),
    output: z.object({ halls: z.array(knownHallSchema) }),
  }),
  'halls.save': command({
    doc: 'Replaces the halls of this court. Refused when two have the same name; case and spaces make no difference.',
    access: ['specialist', 'administrator'],
    input: z.object({ commandId, halls }),
    output: z.object({}),
  }),
} as const;
