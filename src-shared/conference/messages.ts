import { z } from 'zod';
import { sfuAskSchema, sfuRuleSchema, sfuTellSchema } from './sfu.ts';

/**
 * What the hall's console, the court server and a participant's page say to each other over
 * `/conference/v1/socket`: one JSON message a frame. The server passes `data` on unread; what it means
 * is between hall and participant (`hallTalk.ts`). Described in docs/conference.md.
 */

export const conferencePaths = { socket: '/conference/v1/socket', join: '/conference/v1/join', page: '/join' } as const;

/** The largest session description of many tracks is a tenth of it. */
export const maxFrameBytes = 64 * 1024;
/** Both sides speak at least so often, … */
export const heartbeatEveryMs = 1000;
/** … and take a line on which nothing was heard for so long as cut: a silent cut closes no socket. */
export const silentAfterMs = 4000;
export const helloWithinMs = 5000;

const id = z.string().min(1).max(200);
const token = z.string().min(16).max(500);

const helloSchema = z.discriminatedUnion('as', [
  /** With the hall's device token. */
  z.object({ type: z.literal('hello'), as: z.literal('hall'), token, hearingId: z.uuid() }),
  /** With the token that `join` answered. */
  z.object({ type: z.literal('hello'), as: z.literal('participant'), token }),
]);

export const toServerSchema = z.union([
  helloSchema,
  z.object({ type: z.literal('ping'), sentAtMs: z.number() }),
  /** `to` names a participant when the hall speaks; a participant speaks to the hall alone. */
  z.object({ type: z.literal('say'), to: id.nullable(), data: z.json() }),
  z.object({ type: z.literal('sfu'), data: z.union([sfuAskSchema, sfuRuleSchema]) }),
]);

const iceServerSchema = z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() });

/** Why a line is ended by the server, or never begun. */
export const endReasons = [
  'unknown_token', 'too_early', 'expired', 'revoked', 'excluded', 'closed', 'replaced', 'not_understood', 'too_much', 'no_hello', 'server_stops',
] as const;
export type EndReason = (typeof endReasons)[number];

/** After these the same token is of no use any more. */
export const isFinal = (reason: EndReason): boolean => !['too_early', 'too_much', 'no_hello', 'server_stops'].includes(reason);

const presenceSchema = z.object({ participantId: id, sinceMs: z.number() });

export const fromServerSchema = z.discriminatedUnion('type', [
  /** `here`: for the hall those who are connected; for a participant the hall alone, under the id `hall`. `hasSfu`: many can go through a distributor. */
  z.object({ type: z.literal('welcome'), here: z.array(presenceSchema), iceServers: z.array(iceServerSchema), nowMs: z.number(), hasSfu: z.boolean().default(false) }),
  z.object({ type: z.literal('here'), who: presenceSchema }),
  z.object({ type: z.literal('away'), participantId: id }),
  z.object({ type: z.literal('said'), from: id, data: z.json() }),
  z.object({ type: z.literal('sfu'), data: sfuTellSchema }),
  z.object({ type: z.literal('pong'), sentAtMs: z.number(), nowMs: z.number() }),
  z.object({ type: z.literal('ended'), reason: z.enum(endReasons) }),
]);

/** How the hall is called in a participant's line. */
export const hallId = 'hall';

export type Hello = z.infer<typeof helloSchema>;
export type ToServer = z.infer<typeof toServerSchema>;
export type FromServer = z.infer<typeof fromServerSchema>;
export type IceServer = z.infer<typeof iceServerSchema>;
/** What hall and participant say to each other, as it travels. */
export type Said = z.infer<ReturnType<typeof z.json>>;

/** What a participant is invited to, shown before anybody is connected. */
const invitedToSchema = z.object({
  participantId: id,
  name: z.string().max(20_000),
  court: z.string().max(20_000),
  hall: z.string().max(20_000),
  caseNumber: z.string().max(20_000),
  startsAtMs: z.number(),
  language: z.enum(['kk', 'ru']),
});

/** Asked by the hall (`invite`): who may come in, and when. */
export const invitationSchema = invitedToSchema.omit({ court: true, hall: true }).extend({ hearingId: z.uuid(), fromMs: z.number(), untilMs: z.number() });
export type Invitation = z.infer<typeof invitationSchema>;
export type InvitedTo = z.infer<typeof invitedToSchema>;

/** Said once, to the hall; the server keeps the hash of the password alone (K7-15(4)). */
export const credentialsSchema = z.object({ login: z.string(), password: z.string(), path: z.string() });
export type Credentials = z.infer<typeof credentialsSchema>;

export const joinRequestSchema = z.object({ login: z.string().max(40), password: z.string().max(100) });
export const joinAnswerSchema = z.object({ token, untilMs: z.number(), nowMs: z.number(), to: invitedToSchema });
export type JoinAnswer = z.infer<typeof joinAnswerSchema>;
