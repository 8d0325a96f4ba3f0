import { z } from 'zod';

export const roles = ['secretary', 'judge', 'specialist', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Who did it. `system` acts for the console itself (recorder facts, sealing, hand-over). */
export const actorSchema = z.object({
  userId: z.string(),
  name: z.string(),
  role: z.enum([...roles, 'system']),
});
export type Actor = z.infer<typeof actorSchema>;

export const systemActor: Actor = { userId: 'system', name: 'system', role: 'system' };
