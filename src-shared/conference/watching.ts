import { z } from 'zod';
import { removalReasons } from '../domain/observers/observers.ts';

/**
 * An open hearing, watched: what the hall's console and the court server say to each other over `/watch/v1/publish`, and what
 * the court server tells the page of those who watch. Described in docs/conference.md.
 */
export const watchPaths = { publish: '/watch/v1/publish', stream: '/watch/v1/stream', state: '/watch/v1/state', page: '/watch' } as const;

/** A tag of the largest key frame; more is no picture of a courtroom. */
export const maxTagBytes = 4 * 1024 * 1024;
/** The console asks so often, and either side takes a line as cut on which nothing was heard for so long. */
export const askEveryMs = 1000;
export const silentAfterMs = 4000;

/** Nothing goes out but while the hearing is on in public: before it begins and in its breaks the line stands empty. */
export const programmeStates = ['waiting', 'live', 'paused'] as const;
export type ProgrammeState = (typeof programmeStates)[number];

/** The first frame of a line. One line is one stretch of the programme: whatever changes is said on another one. */
export const publishHelloSchema = z.object({
  type: z.literal('hello'),
  /** The hall's device token. */
  token: z.string().min(16).max(500),
  hearingId: z.uuid(),
  watchId: z.uuid(),
  caseNumber: z.string().max(20_000),
  startsAtMs: z.number(),
  state: z.enum(programmeStates),
});
export type PublishHello = z.infer<typeof publishHelloSchema>;

export const publishRefusals = ['unknown_token', 'ended', 'replaced', 'not_understood', 'no_hello', 'server_stops'] as const;
export type PublishRefusal = (typeof publishRefusals)[number];

/** After these it is of no use to come back. */
export const isPublishOver = (reason: PublishRefusal): boolean => reason === 'unknown_token' || reason === 'ended' || reason === 'not_understood';

export const toPublisherSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('welcome') }),
  /** How many look at this moment. */
  z.object({ type: z.literal('watching'), count: z.int().nonnegative() }),
  z.object({ type: z.literal('ended'), reason: z.enum(publishRefusals) }),
]);
export type ToPublisher = z.infer<typeof toPublisherSchema>;

/** `interrupted`: the line to the hall is cut. */
export const watchStates = [...programmeStates, 'interrupted', 'ended'] as const;

/** What the page shows. */
export const watchAnswerSchema = z.object({
  state: z.enum(watchStates),
  /** Why it has ended. */
  why: z.enum(removalReasons).nullable(),
  court: z.string(),
  hall: z.string(),
  caseNumber: z.string(),
  startsAtMs: z.number(),
});
export type WatchAnswer = z.infer<typeof watchAnswerSchema>;
