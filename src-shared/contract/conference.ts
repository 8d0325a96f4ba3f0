import { z } from 'zod';
import { linkStateNames } from '../conference/link.ts';
import { endReasons, fromServerSchema } from '../conference/messages.ts';
import { pictureLimitSchema } from '../conference/pictureLimit.ts';
import { mostBatchChars, mostFramesAtOnce } from '../conference/pictures.ts';
import { linkFiguresSchema } from '../conference/quality/figures.ts';
import { verdictSchema } from '../conference/quality/quality.ts';
import { sfuTellSchema } from '../conference/sfu.ts';
import { arrangementSchema } from '../conference/stage.ts';
import { deviceReportSchema } from '../conference/talk.ts';

/** One of those who take part from elsewhere, as things stand. */
const remotePersonSchema = z.object({
  participantId: z.string(),
  /** Their page is on the line to the court server, since then; null when it is not. UTC ms, as everywhere here. */
  hereSinceMs: z.number().nullable(),
  admitted: z.boolean(),
  muted: z.boolean(),
  /** With whom they talk confidentially now: neither seen nor heard by anybody else. Nobody: they do not. */
  talksWith: z.array(z.string()),
  /** For whom they interpret simultaneously, heard by these alone. Nobody: everybody hears them. */
  interpretsFor: z.array(z.string()),
  /** The connection that carries picture and sound, as the window with the links sees it. */
  link: z.enum(linkStateNames),
  linkSinceMs: z.number(),
  report: deviceReportSchema.nullable(),
  /** What is measured of the link while it carries, and what is to be said of it. */
  quality: z.object({ figures: linkFiguresSchema, verdicts: z.array(verdictSchema) }).nullable(),
  /** What they said is the matter, last; gone when somebody has answered it. */
  problem: z.object({ text: z.string(), atMs: z.number() }).nullable(),
  /**
   * Their own sound, kept by their page and handed over; null while none is asked for and none is there. `untilMs`: up to where it
   * is on this console's disk, null for nowhere yet. `unable`: why their browser keeps none. `isUnsafe`: what has not come is in their page's memory alone.
   */
  sound: z.object({ isAsked: z.boolean(), untilMs: z.number().nullable(), unable: z.string().nullable(), isUnsafe: z.boolean() }).nullable(),
  /** Their picture as it arrives, where the orders want it kept; null otherwise. `untilMs`: up to where it was taken, null for nowhere yet. */
  picture: z.object({ isAsked: z.boolean(), untilMs: z.number().nullable() }).nullable(),
});
export type RemotePerson = z.infer<typeof remotePersonSchema>;

/** The room of the hearing that is on, or of one that is being tried out before it; none otherwise. */
export const conferenceRoomSchema = z.object({
  hearingId: z.string().nullable(),
  /** A test session before the hearing, of which it is no part (K7-15(5), K185-13); null: it is the hearing's own room. */
  test: z.object({ sinceMs: z.number(), begunBy: z.string() }).nullable(),
  /** The console's own line to the court server's room. */
  line: z.enum(['off', 'connecting', 'open', 'refused']),
  refusal: z.enum(endReasons).nullable(),
  /** Is the window open that holds the links? Without it nobody is seen or heard. */
  hasPage: z.boolean(),
  /** A closing to the public or an emergency has ended every link (K7-6, K185-24), until the court sits in public again. */
  isStopped: z.boolean(),
  /** More than six are invited and the court server has no distributor: it may be too much for this computer and its network. */
  isTooMany: z.boolean(),
  people: z.array(remotePersonSchema),
  /** How judge's and hall's display are laid out, also where nobody takes part from elsewhere, and which of the hall's cameras is to go out. */
  arrangement: arrangementSchema,
  /** Whose picture goes out now; null while there is none, or no window with the links. */
  cameraOut: z.string().nullable(),
  /** False: the browser has no microphone, and those elsewhere see the hall and do not hear it. Null: not known, or no window with the links. */
  isHallHeard: z.boolean().nullable(),
});
export type ConferenceRoom = z.infer<typeof conferenceRoomSchema>;

/** What the window with the links is told. */
export const toLinksPageSchema = z.discriminatedUnion('type', [
  /** A room begins, or the line to it is back: who is there now. Everybody else is not. `isThroughSfu`: new links go through the court's distributor. */
  z.object({ type: z.literal('room'), hearingId: z.string(), isTest: z.boolean(), here: z.array(z.string()), iceServers: fromServerSchema.options[0].shape.iceServers, isThroughSfu: z.boolean(), pictureLimit: pictureLimitSchema }),
  z.object({ type: z.literal('here'), participantId: z.string() }),
  z.object({ type: z.literal('away'), participantId: z.string() }),
  /** Their credentials have ended: so has the link, whatever their page does. */
  z.object({ type: z.literal('ended'), participantId: z.string() }),
  z.object({ type: z.literal('sfu'), data: sfuTellSchema }),
  z.object({ type: z.literal('said'), participantId: z.string(), data: z.json() }),
  z.object({ type: z.literal('standing'), participantId: z.string(), admitted: z.boolean(), muted: z.boolean(), talksWith: z.array(z.string()), interpretsFor: z.array(z.string()) }),
  /** Hand over their picture as it arrives (`conference.picture`), or no longer. */
  z.object({ type: z.literal('keepPicture'), hearingId: z.string(), participantId: z.string(), isKept: z.boolean() }),
  /** End this link and build it anew (K7-19). */
  z.object({ type: z.literal('renew'), participantId: z.string() }),
  /** Everything stops until the next `room`. */
  z.object({ type: z.literal('stopped') }),
  /** The room is over: everything stops. */
  z.object({ type: z.literal('over') }),
  /** Another window holds the links now. */
  z.object({ type: z.literal('replaced') }),
]);
/** Pictures of one connection, in the order they came. */
export const pictureBatchSchema = z.object({
  streamId: z.uuid(),
  frames: z.array(z.object({
    rtpTimestamp: z.int().min(0).max(0xffff_ffff),
    /** How long before this was said it had arrived. */
    agoMs: z.number().min(0).max(60_000),
    vp8: z.string().min(1).max(mostBatchChars),
  })).min(1).max(mostFramesAtOnce),
});
export type PictureBatch = z.infer<typeof pictureBatchSchema>;

export type ToLinksPage = z.infer<typeof toLinksPageSchema>;
