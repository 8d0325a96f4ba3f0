import { appErrorSchema } from '#shared/contract/schemas.ts';
import { z } from 'zod';

/** What a console may send: the envelope, before the value inside is looked at. */
export const fromConsoleSchema = z.discriminatedUnion('k', [
  z.object({ k: z.literal('ok'), id: z.int(), value: z.unknown() }),
  z.object({ k: z.literal('err'), id: z.int(), error: appErrorSchema }),
  z.object({ k: z.literal('item'), id: z.int(), value: z.unknown() }),
  z.object({ k: z.literal('end'), id: z.int(), error: appErrorSchema.optional() }),
]);
