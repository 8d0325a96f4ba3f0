import { z } from 'zod';
import { linkStateNames } from '../../conference/link.ts';
import { linkFiguresSchema } from '../../conference/quality/figures.ts';
import { sfuAskSchema } from '../../conference/sfu.ts';
import { cameraChoiceSchema } from '../../conference/cameraOut.ts';
import { stageDisplays, stageLayouts } from '../../conference/stage.ts';
import { signalSchema } from '../../conference/talk.ts';
import { conferenceRoomSchema, pictureBatchSchema, toLinksPageSchema } from '../conference.ts';
import { keptTestCallSchema, testCallSchema } from '../../domain/remote/testCall.ts';
import { fromServerSchema } from '../../conference/messages.ts';
import { utcMs } from '../../domain/schedule.ts';
import { command, query, stream } from '../define.ts';
import { commandId, hearingId, nothing } from '../schemas.ts';

/** More than any room of a court has on its walls. */
const mostPeople = 40;
const dayMs = 86_400_000;
const participantId = z.string().min(1).max(200);
const target = { commandId, hearingId, participantId };

export const conferenceCalls = {
  'conference.invite': command({
    doc: 'Issues login and password to somebody who takes part from elsewhere (K7-15(4)) and keeps that it was done. The password is answered once and kept nowhere; credentials issued before end.',
    access: ['secretary'],
    input: z.object(target),
    output: z.object({ login: z.string(), password: z.string(), url: z.string(), untilMs: z.number() }),
  }),
  'conference.revoke': command({
    doc: 'Ends somebody\'s credentials and connection: `revoked`, or `excluded` by order of the court. Nothing lets them in again but new credentials.',
    access: ['secretary'],
    input: z.object({ ...target, why: z.enum(['revoked', 'excluded']) }),
    output: nothing,
  }),
  'conference.admit': command({
    doc: 'Lets somebody from the waiting room into the hearing, or back out of it, on the court\'s word. Until then the hall neither hears them nor do they hear the hall.',
    access: ['secretary'],
    input: z.object({ ...target, admitted: z.boolean() }),
    output: nothing,
  }),
  'conference.beginTest': command({
    doc: 'Opens a hearing\'s room before the hearing, for a test session (K7-15(5), K185-13): who is invited may come, be let in, see, hear and be measured. Nothing of the hearing begins and nothing is recorded. A hearing that needs the hall ends it.',
    access: ['secretary'],
    input: z.object({ commandId, hearingId }),
    output: nothing,
  }),
  'conference.endTest': command({
    doc: 'Ends the test session and keeps with the hearing what was measured of each.',
    access: ['secretary'],
    input: z.object({ commandId, hearingId }),
    output: nothing,
  }),
  'conference.mute': command({
    doc: 'Switches somebody\'s microphone off or on, on the judge\'s order (K7-28-1).',
    access: ['secretary'],
    input: z.object({ ...target, muted: z.boolean() }),
    output: nothing,
  }),
  'conference.confide': command({
    doc: 'On the court\'s word: a defender and their client, both connected – the client from elsewhere, a defender also from beside the hall with a login of their own – talk confidentially, with an interpreter where they need one. Nobody else hears or sees them, and nothing of it is kept, until it is ended, one of them leaves, or the hearing ends.',
    access: ['secretary'],
    input: z.object({ ...target, withIds: z.array(participantId).min(1).max(5) }),
    output: nothing,
  }),
  'conference.endTalk': command({
    doc: 'Ends the confidential talk of this participant for everybody in it; everything is as before.',
    access: ['secretary'],
    input: z.object(target),
    output: nothing,
  }),
  'conference.interpret': command({
    doc: 'An interpreter who takes part from elsewhere interprets simultaneously for these of those elsewhere, and is heard by them alone, over the hall\'s lowered sound; for nobody: is heard by everybody.',
    access: ['secretary'],
    input: z.object({ ...target, forIds: z.array(participantId).max(mostPeople) }),
    output: nothing,
  }),
  'conference.renew': command({
    doc: 'Ends the link to somebody and builds it anew at once (K7-19, K185-16). Links that are cut come back without it.',
    access: ['secretary', 'specialist'],
    input: z.object(target),
    output: nothing,
  }),
  'conference.answerProblem': command({
    doc: 'Somebody has seen to the problem that a participant told of.',
    access: ['secretary', 'specialist'],
    input: z.object(target),
    output: nothing,
  }),
  'conference.layout': command({
    doc: 'Lays out the judge\'s or the hall\'s display, for this hearing. It is kept: a window that is loaded again and a console that starts again show it so.',
    access: ['secretary'],
    input: z.object({ commandId, hearingId, display: z.enum(stageDisplays), layout: z.enum(stageLayouts) }),
    output: nothing,
  }),
  'conference.camera': command({
    doc: 'Chooses which of the hall\'s cameras those elsewhere see, for this hearing: `automatic` follows who speaks in the hall, and the document while a display is laid out for it. It is kept like the layout of a display.',
    access: ['secretary'],
    input: z.object({ commandId, hearingId, camera: cameraChoiceSchema }),
    output: nothing,
  }),
  'conference.goesOut': command({
    doc: 'For the window with the links: what goes out of the hall from here on. `cameraId`: whose picture; null: none. `isHeard`: the browser has a microphone of the hall; null: it was not asked for one.',
    access: ['secretary'],
    input: z.object({ commandId, cameraId: z.string().max(200).nullable(), isHeard: z.boolean().nullable() }),
    output: nothing,
  }),
  'conference.say': command({
    doc: 'For the window with the links: passes on to a participant\'s page what a connection needs.',
    access: ['secretary'],
    input: z.object({ commandId, participantId, signal: signalSchema }),
    output: nothing,
  }),
  'conference.sfu': command({
    doc: 'For the window with the links: asks the court server\'s distributor for what a connection needs.',
    access: ['secretary'],
    input: z.object({ commandId, ask: sfuAskSchema }),
    output: nothing,
  }),
  'conference.link': command({
    doc: 'For the window with the links: how the connection to a participant stands. A cut of somebody who was let in is kept with the hearing.',
    access: ['secretary'],
    input: z.object({ commandId, participantId, link: z.enum(linkStateNames), sinceAgoMs: z.number().min(0).max(dayMs) }),
    output: nothing,
  }),
  'conference.measured': command({
    doc: 'For the window with the links, once a second: what was measured of those that carry. What comes faster is left out. Degradations of who was let in are kept with the hearing.',
    access: ['secretary'],
    input: z.object({ commandId, links: z.array(z.object({ participantId, figures: linkFiguresSchema })).max(mostPeople) }),
    output: nothing,
  }),
  'conference.picture': command({
    doc: 'For the window with the links: pictures of somebody that arrived, base64, for the record; answered when there is room for more. What is not to be recorded is not taken.',
    access: ['secretary'],
    input: z.object({ ...target, ...pictureBatchSchema.shape }),
    output: nothing,
  }),
  'conference.testCall': command({
    doc: 'Before a test call of the hall with itself: measures the line to the court server, tells by which STUN and TURN servers people are connected, and shows the hall\'s picture for a minute and a half. Refused while a hearing or a test session has the hall.',
    access: ['secretary', 'specialist'],
    input: z.object({ commandId }),
    output: z.object({ line: testCallSchema.shape.line, iceServers: fromServerSchema.options[0].shape.iceServers }),
  }),
  'conference.keepTestCall': command({
    doc: 'Keeps what a test call has shown.',
    access: ['secretary', 'specialist'],
    input: z.object({ commandId, call: testCallSchema }),
    output: nothing,
  }),
  'conference.testCalls': query({
    doc: 'The last twenty test calls, the newest first.',
    access: 'signed_in',
    input: nothing,
    output: z.object({ calls: z.array(keptTestCallSchema) }),
  }),
  'conference.history': query({
    doc: 'What was measured of the link to somebody since a moment, the newest `limit` points, about one in five seconds. Kept for some weeks.',
    access: 'signed_in',
    input: z.object({ hearingId, participantId, sinceMs: utcMs, limit: z.int().min(1).max(2000) }),
    output: z.object({ points: z.array(z.object({ atMs: z.number(), figures: linkFiguresSchema })) }),
  }),
} as const;

export const conferenceStreams = {
  conference: stream({ doc: 'Who takes part from elsewhere, as things stand: at once, and on every change.', access: 'signed_in', input: nothing, output: conferenceRoomSchema }),
  'conference.page': stream({
    doc: 'For the window with the links; the last one that asks has them. What to connect with and what participants say.',
    access: ['secretary'], input: nothing, output: toLinksPageSchema,
  }),
} as const;
