import { z } from 'zod';
import { incidentSubjects, protocolKinds } from '../../domain/hearing/state.ts';
import { isMarkTemplateId } from '../../domain/markTemplates.ts';
import { scheduleEntrySchema, utcMs } from '../../domain/schedule.ts';
import { command, query } from '../define.ts';
import { commandId, committed, freeText, hearingId, hearingStateSchema, hearingSummarySchema, languageSchema, reasonText } from '../schemas.ts';

/** The judge orders by voice; the secretary's hand carries it out. */
const operator = ['secretary'] as const;
const operatorOrTechnical = ['secretary', 'specialist', 'administrator'] as const;

const target = z.object({ commandId, hearingId });
const withReason = target.extend({ reason: reasonText });
const template = z.string().max(40).refine((id): boolean => isMarkTemplateId(id), 'unknown mark template');

export const scheduleCalls = {
  'schedule.day': query({
    doc: 'Hearings of one day (court\'s time zone), in order of time, from what this console knows.',
    access: 'signed_in',
    input: z.object({ date: z.iso.date() }),
    output: z.object({ hearings: z.array(hearingSummarySchema), fetchedAtMs: z.number().nullable() }),
  }),
  'schedule.refresh': command({
    doc: 'Asks the court server for the day\'s hearings and takes them over; typed-in hearings are reconciled by case number and time.',
    access: operatorOrTechnical,
    input: z.object({ commandId, date: z.iso.date() }),
    output: z.object({ added: z.int(), changed: z.int(), reconciled: z.int() }),
  }),
  'schedule.add': command({
    doc: 'A hearing typed in by hand.',
    access: operator,
    input: z.object({ commandId, schedule: scheduleEntrySchema }),
    output: committed.extend({ hearingId }),
  }),
} as const;

export const hearingCalls = {
  'hearing.get': query({
    doc: 'A hearing as it stands after event `seq`.',
    access: 'signed_in', input: z.object({ hearingId }), output: z.object({ seq: z.int(), hearing: hearingStateSchema }),
  }),
  'hearing.connect': command({ doc: 'Starts connecting: cameras and microphones show, nothing is recorded.', access: operator, input: target, output: committed }),
  'hearing.open': command({
    doc: 'Opens the hearing. Answers when the recording runs on every track, or when it is known which track does not.',
    access: operator, input: target, output: committed,
  }),
  'hearing.recess': command({ doc: 'Recess: the hall is not recorded.', access: operator, input: target.extend({ reason: freeText.default('') }), output: committed }),
  'hearing.deliberate': command({ doc: 'The court leaves for the deliberation room: nothing is recorded.', access: operator, input: target, output: committed }),
  'hearing.technicalBreak': command({ doc: 'Technical break: the hall goes on being recorded (K7-14, K185-16).', access: operator, input: withReason, output: committed }),
  'hearing.closeToPublic': command({ doc: 'Closed section by the court\'s ruling: recorded with the hearing, marked as closed to the public; only secretary and judge may listen to it (K7-6).', access: operator, input: withReason, output: committed }),
  'hearing.resume': command({ doc: 'Back to where the break came from.', access: operator, input: target, output: committed }),
  'hearing.close': command({
    doc: 'Closes the hearing and stops the recording. Protocol, sealing and sending follow by themselves.',
    access: operator, input: target, output: committed,
  }),
  'hearing.postpone': command({
    doc: 'Postpones; a hearing already opened is closed with that outcome (K7-19, K185-23).',
    access: operator, input: withReason.extend({ nextAtMs: utcMs.nullable() }), output: committed,
  }),
  'hearing.cancel': command({ doc: 'Takes a hearing that has not begun off the day.', access: operator, input: withReason, output: committed }),
  'hearing.addMark': command({
    doc: 'Keeps a mark. `pressedAgoMs`: milliseconds between the first keystroke and sending, from a clock that does not jump. Answers when it is durable.',
    access: operator,
    input: target.extend({ markId: z.uuid(), template, text: freeText, pressedAgoMs: z.number().min(0).max(3_600_000) }),
    output: committed.extend({ atMs: z.number() }),
  }),
  'hearing.editMark': command({
    doc: 'Changes a mark\'s template or text; the earlier text stays on record.',
    access: operator, input: target.extend({ markId: z.uuid(), template, text: freeText }), output: committed,
  }),
  'hearing.withdrawMark': command({ doc: 'Withdraws a mark; it stays on record, struck out.', access: operator, input: target.extend({ markId: z.uuid() }), output: committed }),
} as const;

export const incidentCalls = {
  'incident.open': command({
    doc: 'Opens an incident now. The console adds the machine evidence it has at hand.',
    access: operatorOrTechnical,
    input: target.extend({
      incidentId: z.uuid(), subject: z.enum(incidentSubjects), deviceId: z.string().max(64).nullable(), note: freeText,
      startedAgoMs: z.number().min(0).max(86_400_000).default(0),
    }),
    output: committed,
  }),
  'incident.update': command({
    doc: 'The specialist\'s note and expected time of restoration (K7-24).',
    access: operatorOrTechnical,
    input: target.extend({ incidentId: z.uuid(), note: freeText, expectedRestorationMs: utcMs.nullable() }),
    output: committed,
  }),
  'incident.resolve': command({ doc: 'Says how it was restored.', access: operatorOrTechnical, input: target.extend({ incidentId: z.uuid(), how: reasonText }), output: committed }),
  'act.compose': command({
    doc: 'Composes the technical-failure act of an incident, with the signatories of the hearing\'s procedure (K7-18, K185-18).',
    access: operatorOrTechnical,
    input: target.extend({ actId: z.uuid(), incidentId: z.uuid(), language: languageSchema }),
    output: committed,
  }),
  'act.edit': command({ doc: 'Changes the text of an act that is not final.', access: operatorOrTechnical, input: target.extend({ actId: z.uuid(), text: reasonText }), output: committed }),
  'act.finalise': command({
    doc: 'Makes the act final: writes it as text and PDF beside the recording and queues it for the court server.',
    access: operatorOrTechnical, input: target.extend({ actId: z.uuid() }), output: committed,
  }),
} as const;

export const protocolCalls = {
  'protocol.preview': query({
    doc: 'The short protocol (қысқаша хаттама), or the chronicle of everything that is known, as it would be composed now.',
    access: 'signed_in', input: z.object({ hearingId, kind: z.enum(protocolKinds).default('short'), language: languageSchema }), output: z.object({ text: z.string() }),
  }),
  'protocol.compose': command({
    doc: 'Composes a new version of the short protocol (K336-9, K336-19) or of the chronicle as text and PDF and queues it.',
    access: operator, input: target.extend({ kind: z.enum(protocolKinds).default('short'), language: languageSchema }), output: committed,
  }),
} as const;
