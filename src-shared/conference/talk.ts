import { z } from 'zod';
import { largePicture, pictureLimitSchema } from './pictureLimit.ts';
import { soundFromHallSchemas, soundFromPageSchemas } from './sound.ts';
import { speedSchema } from './quality/speed.ts';

/**
 * What hall and participant say to each other: on the line through the court server (`line`), which passes it on unread, and
 * once they are connected on their own channel (`channel`). Anything else that comes is not for this version and is left out.
 */

export const connectionIdSchema = z.string().min(1).max(60);
export const sdpSchema = z.string().max(48_000);
export const candidateSchema = z.object({ candidate: z.string().max(2000), sdpMLineIndex: z.int().min(0).max(100).nullable(), sdpMid: z.string().max(100).nullable() });

/** What two browsers have to tell each other to be connected, as simple-peer writes it. */
export const peerSignalSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['offer', 'answer']), sdp: sdpSchema }),
  z.object({ type: z.literal('candidate'), candidate: candidateSchema }),
  z.object({ type: z.literal('renegotiate'), renegotiate: z.literal(true) }),
  /** Not of simple-peer: this connection goes through the court's distributor (`sfu.ts`). */
  z.object({ type: z.literal('sfu') }),
]);
export type PeerSignal = z.infer<typeof peerSignalSchema>;

/** Of one connection; those of an earlier one come late. */
export const signalSchema = z.object({ type: z.literal('signal'), connectionId: connectionIdSchema, signal: peerSignalSchema });

/** What a participant's page has found out about itself. */
export const deviceReportSchema = z.object({
  browser: z.string().max(300),
  cameraLabel: z.string().max(300).nullable(),
  microphoneLabel: z.string().max(300).nullable(),
  /** Mean brightness of the picture, 0…255, and loudness of what is heard when nobody speaks, dBFS (K7-28). */
  luminance: z.number().nullable(),
  noiseDb: z.number().nullable(),
  /** What the connection with the hall carried when it was measured before the hearing (K7-38). */
  speed: speedSchema.nullable().default(null),
});
export type DeviceReport = z.infer<typeof deviceReportSchema>;

export const lineFromParticipantSchema = z.discriminatedUnion('type', [
  signalSchema,
  /** Said first, whenever the line opens: another id than before is another page, which knows of no connection. */
  z.object({ type: z.literal('page'), pageId: z.uuid() }),
  z.object({ type: z.literal('report'), report: deviceReportSchema }),
  z.object({ type: z.literal('problem'), text: z.string().max(500) }),
  /** The network has changed under it: the connection there was is of no use. */
  z.object({ type: z.literal('renew') }),
  ...soundFromPageSchemas,
]);

const names = z.array(z.string().max(20_000)).max(40).default([]);
/** By name: with whom they talk confidentially, for whom they interpret simultaneously, and who interprets so for them. */
const channelSchemas = { talksWith: names, interpretsFor: names, interpretedBy: names };

export const lineFromHallSchema = z.discriminatedUnion('type', [
  signalSchema,
  /** How it stands with them. `isClosed`: the court sits closed to the public. `isOver`: so is the hearing, and what they have kept is still on its way. `isForTalk`: they are in the hall, and connected for a confidential talk alone. */
  z.object({
    type: z.literal('admission'), admitted: z.boolean(), muted: z.boolean(), isRecorded: z.boolean(), isStopped: z.boolean(),
    isClosed: z.boolean().default(false), isOver: z.boolean().default(false), isTest: z.boolean().default(false), isForTalk: z.boolean().default(false), pictureLimit: pictureLimitSchema.default(largePicture), ...channelSchemas,
  }),
  /** The test session is over; the hearing is another day, or begins now. */
  z.object({ type: z.literal('testOver') }),
  ...soundFromHallSchemas,
]);

export type LineFromHall = z.infer<typeof lineFromHallSchema>;
export type LineFromParticipant = z.infer<typeof lineFromParticipantSchema>;
export type Signal = z.infer<typeof signalSchema>;
