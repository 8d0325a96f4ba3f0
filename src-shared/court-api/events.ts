import { z } from 'zod';
import { ways } from '../conference/quality/figures.ts';
import { parts, qualityReasons } from '../conference/quality/verdict.ts';
import type { HearingEvent } from '../domain/hearing/events.ts';
import { incidentSubjects, noticeWays, pictureProblems, protocolKinds, sectionKinds, stepOutcomes } from '../domain/hearing/state.ts';
import { removalReasons } from '../domain/observers/observers.ts';
import { answers } from '../domain/papers/form.ts';
import { paperWays } from '../domain/papers/paper.ts';
import { offices } from '../rules/schema/parts.ts';
import { readinessItemSchema } from '../domain/readiness/report.ts';
import { talkEnds } from '../domain/remote/remote.ts';
import { testedPersonSchema } from '../domain/remote/testSession.ts';
import { scheduleEntrySchema } from '../domain/schedule.ts';
import { trackSchema } from '../domain/tracks.ts';

/**
 * The shapes of `fact.event`. A server keeps every fact whose envelope is right, also one it does not
 * know; it derives a hearing's state only from those that pass here. What parties see in Сот кабинеті – the hearing's
 * row, changes of its status, its recordings – the court server tells them from these and from the files (SK-2.1, SK-9, SK-15).
 */
const atMs = z.number();
const id = z.string();
const language = z.enum(['kk', 'ru']);
const files = z.array(z.object({ path: z.string(), sha256: z.string(), bytes: z.number() }));
const pictureOf = { of: z.enum(['camera', 'window']), name: z.string() };
const picture = z.discriminatedUnion('state', [
  z.object({ ...pictureOf, state: z.literal('taken'), atMs, file: files.element }),
  z.object({ ...pictureOf, state: z.literal('missing'), why: z.enum(pictureProblems) }),
]);
const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('concluded') }),
  z.object({ kind: z.literal('postponed'), reason: z.string(), nextAtMs: z.number().nullable() }),
]);
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.object({ type: z.literal(type), ...shape });

const lifeEvents = [
  event('hearingScheduled', { schedule: scheduleEntrySchema, origin: z.enum(['server', 'manual']), serverHearingId: z.string().nullable(), demo: z.boolean() }),
  event('scheduleChanged', { schedule: scheduleEntrySchema }),
  event('hearingReconciled', { serverHearingId: z.string(), schedule: scheduleEntrySchema }),
  event('connectingStarted', { atMs }),
  event('sectionRequested', { sectionId: id, kind: z.enum(sectionKinds), reason: z.string(), atMs, zeroUtcMs: z.number(), tracks: z.array(z.object(trackSchema.shape)).optional() }),
  event('sectionStarted', { sectionId: id, kind: z.enum(sectionKinds), reason: z.string(), atMs, recorded: z.boolean() }),
  event('hearingClosed', { atMs, outcome }),
  event('recordingSealed', { atMs, manifest: files.element, segments: z.int(), mediaBytes: z.number() }),
  event('handedOver', { atMs, receipts: z.int() }),
  event('hearingPostponed', { atMs, reason: z.string(), nextAtMs: z.number().nullable() }),
  event('hearingCancelled', { atMs, reason: z.string() }),
] as const;

const markEvents = [
  event('markAdded', { markId: id, atMs, template: z.string(), text: z.string() }),
  event('markEdited', { markId: id, atMs, template: z.string(), text: z.string() }),
  event('markWithdrawn', { markId: id, atMs }),
] as const;

const incidentEvents = [
  event('incidentOpened', {
    incidentId: id, startedAtMs: atMs, subject: z.enum(incidentSubjects), deviceId: z.string().nullable(),
    detectedBy: z.enum(['person', 'machine']), note: z.string(), evidence: z.array(z.string()),
  }),
  event('evidenceAdded', { incidentId: id, atMs, pictures: z.array(picture) }),
  event('incidentUpdated', { incidentId: id, atMs, note: z.string(), expectedRestorationMs: z.number().nullable() }),
  event('incidentResolved', { incidentId: id, atMs, how: z.string() }),
  event('noticeTold', { incidentId: id, notice: z.string(), to: z.string(), way: z.enum(noticeWays), toldAtMs: atMs, note: z.string() }),
  event('noticeAcknowledged', { incidentId: id, notice: z.string(), office: z.enum(offices).optional(), ackedAtMs: atMs, note: z.string() }),
  event('noticeMailed', {
    incidentId: id, notice: z.string(), subject: z.string(), text: z.string(), atMs,
    to: z.array(z.object({ mailId: id, office: z.enum(offices), name: z.string(), address: z.string(), messageId: z.string() })),
  }),
  event('noticeMailAccepted', { incidentId: id, mailId: id, answer: z.string(), atMs }),
  event('noticeMailRefused', { incidentId: id, mailId: id, answer: z.string(), atMs }),
  event('noticeMailUnsure', { incidentId: id, mailId: id, atMs }),
  event('actComposed', { actId: id, incidentId: id, atMs, language, text: z.string(), signatories: z.array(z.string()), clause: z.string() }),
  event('actEdited', { actId: id, atMs, text: z.string() }),
  event('actFinalised', { actId: id, atMs, files }),
  event('protocolComposed', { kind: z.enum(protocolKinds).optional(), version: z.int(), atMs, language, files }),
] as const;

const stepEvents = [
  event('readinessChecked', { atMs, items: z.array(readinessItemSchema) }),
  event('stepRecorded', {
    step: z.string(), participantId: z.string().nullable(), outcome: z.enum(stepOutcomes), values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    note: z.string(), doneBy: z.string(), atMs,
  }),
] as const;

const partOfLink = { way: z.enum(ways), part: z.enum(parts) };
const measured = z.number().nullable();

const remoteEvents = [
  event('invitationKept', { participantId: id, login: z.string(), fromMs: atMs, untilMs: atMs, atMs }),
  event('invitationEnded', { participantId: id, login: z.string(), why: z.enum(['revoked', 'excluded']), atMs }),
  event('remoteArrived', { participantId: id, atMs }),
  event('remoteLeft', { participantId: id, atMs }),
  event('remoteAdmitted', { participantId: id, atMs }),
  event('remoteSentOut', { participantId: id, atMs }),
  event('remoteMuted', { participantId: id, muted: z.boolean(), atMs }),
  event('confidentialTalkBegan', { participantIds: z.array(id), atMs }),
  event('confidentialTalkEnded', { participantIds: z.array(id), why: z.enum(talkEnds), atMs }),
  event('interpretingChanged', { participantId: id, forIds: z.array(id), atMs }),
  event('linkCut', { participantId: id, fromMs: atMs }),
  event('linkRestored', { participantId: id, atMs }),
  event('remoteSoundBegan', { participantId: id, atMs }),
  event('remotePictureBegan', { participantId: id, atMs }),
  event('remoteSoundArrivedLate', { participantId: id, fromMs: atMs, untilMs: atMs, atMs }),
  event('linkDegraded', {
    participantId: id, fromMs: atMs,
    degradation: z.object({
      ...partOfLink, grade: z.enum(['weak', 'unfit']), reason: z.enum(qualityReasons),
      figures: z.object({ kbit: measured, lossPercent: measured, roundTripMs: measured, frameRate: measured }),
    }),
  }),
  event('linkRecovered', { participantId: id, ...partOfLink, atMs }),
  event('testSessionHeld', { fromMs: atMs, untilMs: atMs, begunBy: z.string(), people: z.array(testedPersonSchema) }),
  event('observersAllowed', { watchId: id, atMs }),
  event('observersRemoved', { watchId: id, why: z.enum(removalReasons), atMs }),
] as const;

const paperEvents = [
  event('paperComposed', {
    paperId: id, step: z.string(), atMs, language, values: z.record(z.string(), z.string()), answer: z.enum(answers).nullable(), text: z.string(),
  }),
  event('paperFinalised', { paperId: id, atMs, number: z.string(), signedBy: z.string(), way: z.enum(paperWays).optional(), files }),
] as const;

const recorderEvents = [
  event('captureLost', { captureId: id, fromMs: atMs, untilMs: atMs.optional(), cause: z.string() }),
  event('captureResumed', { captureId: id, atMs }),
  event('recorderFault', { atMs, code: z.string(), detail: z.string() }),
] as const;

/** Types of the events that decide what a hearing is and which phase it is in: enough for a list. */
export const lifeEventTypes: readonly string[] = lifeEvents.map((e) => e.shape.type.value);

const allEvents = [...lifeEvents, ...markEvents, ...stepEvents, ...remoteEvents, ...paperEvents, ...incidentEvents, ...recorderEvents] as const;

export const hearingEventTypes: readonly string[] = allEvents.map((e) => e.shape.type.value);

export const hearingEventSchema: z.ZodType<HearingEvent> = z.discriminatedUnion('type', allEvents);
