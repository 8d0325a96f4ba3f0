import { z } from 'zod';

/** What a participant's connection carries, Mbit/s, as seen from them. */
const mbit = z.number().min(0).max(100_000);
export const speedSchema = z.object({ downMbit: mbit, upMbit: mbit });
export type Speed = z.infer<typeof speedSchema>;

/** K7-38(2). */
const leastMbit = 1;

/** The slower direction is what a hearing has to do with. */
export const slower = ({ downMbit, upMbit }: Speed): number => Math.min(downMbit, upMbit);
export const isFastEnough = (speed: Speed): boolean => slower(speed) >= leastMbit;

/** On the channel of the connection, between filling that says nothing. */
export const speedMessageSchema = z.discriminatedUnion('speed', [
  /** From the participant: send me as much as there is. */
  z.object({ speed: z.literal('send') }),
  /** Count from here on, and until here. */
  z.object({ speed: z.literal('count') }),
  z.object({ speed: z.literal('counted') }),
  /** So much arrived. */
  z.object({ speed: z.literal('arrived'), mbit }),
]);
export type SpeedMessage = z.infer<typeof speedMessageSchema>;

/** What is filling, and not a word of ours. */
export const filling = '~'.repeat(8000);
