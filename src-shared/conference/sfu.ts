import { z } from 'zod';
import { candidateSchema, connectionIdSchema, sdpSchema } from './talk.ts';

/**
 * What a browser and the court server say to each other when picture and sound go through a distributor (SFU) at the court instead
 * of directly. Nobody but the court server speaks with the distributor itself.
 */

/** What a connection with the distributor carries: what is sent, or what is received. Each is a connection of its own. */
const ofSchema = z.enum(['publish', 'watch']);

/** Of a page. What a participant publishes the hall watches; what the hall publishes, everybody does, as far as they were let in. */
export const sfuAskSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('publish'), connectionId: connectionIdSchema, sdp: sdpSchema }),
  /** Of the hall: as soon as the participant publishes on this connection. */
  z.object({ ask: z.literal('watch'), connectionId: connectionIdSchema, participantId: z.string().min(1).max(200) }),
  /** To what is offered to be watched. */
  z.object({ ask: z.literal('answer'), connectionId: connectionIdSchema, sdp: sdpSchema }),
  z.object({ ask: z.literal('candidate'), connectionId: connectionIdSchema, of: ofSchema, candidate: candidateSchema.nullable() }),
  z.object({ ask: z.literal('end'), connectionId: connectionIdSchema }),
]);
export type SfuAsk = z.infer<typeof sfuAskSchema>;

/** Of the hall's console: who gets the hall's picture and sound, and the end of everything. */
export const sfuRuleSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('show'), participantId: z.string().min(1).max(200), isShown: z.boolean() }),
  z.object({ ask: z.literal('stop') }),
]);
export type SfuRule = z.infer<typeof sfuRuleSchema>;

export const sfuTellSchema = z.discriminatedUnion('tell', [
  /** To what is published. */
  z.object({ tell: z.literal('answer'), connectionId: connectionIdSchema, sdp: sdpSchema }),
  /** What is to be watched. */
  z.object({ tell: z.literal('offer'), connectionId: connectionIdSchema, sdp: sdpSchema }),
  /** It carries nothing any more, or never will. */
  z.object({ tell: z.literal('gone'), connectionId: connectionIdSchema }),
]);
export type SfuTell = z.infer<typeof sfuTellSchema>;

/** So many the hall is connected with directly: each costs it an encoder and its upstream. */
export const mostDirect = 6;

/** In the order in which the hall publishes its four tracks: who waits is given the first two, who was let in the others. */
export const hallTracks = { nothing: [0, 1], programme: [2, 3] } as const;
