import { z } from 'zod';

export const proceedingsKinds = ['civil', 'criminal', 'administrative'] as const;
export const sides = ['hearing_court', 'assisting_court'] as const;
export const instances = ['first', 'appeal', 'cassation'] as const;
export const attendanceWays = ['hall', 'court', 'institution', 'own_device'] as const;
export const participantRoles = [
  'claimant', 'defendant', 'prosecutor', 'accused', 'defence', 'victim', 'offender', 'authority',
  'representative', 'witness', 'expert', 'specialist', 'interpreter', 'third_party', 'other',
] as const;

/**
 * Anything a person typed is data and stays data: markup, path signs, NUL, emoji. Nothing here ever
 * names a file or builds a command; only the length is bounded. Half of a surrogate pair (a torn emoji)
 * has no UTF-8 form: it becomes U+FFFD here, so that what is kept equals what is sent again.
 */
export const text = z.string().max(20_000).overwrite((s) => s.toWellFormed());
export const someText = text.refine((s) => s.trim().length > 0, 'empty');

/** A moment in UTC milliseconds, up to the end of the year 9999: beyond what a date can hold, nothing could print it. */
export const utcMs = z.int().min(0).max(253_402_300_799_999);

/** Where somebody takes part from who is not in the hall. */
export const placeKinds = ['court', 'detention_centre', 'correctional_facility', 'hospital'] as const;

/** What came with a petition to take part remotely (K7-8, K7-9). */
export const attachmentKinds = ['identity_document', 'power_of_attorney', 'photo', 'other'] as const;

const petitionSchema = z.object({
  petitionId: someText,
  submittedAtMs: utcMs,
  attachments: z.array(z.object({ kind: z.enum(attachmentKinds), name: someText, sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(20),
  /** Said again at the connection, compared by the presiding judge. */
  codeWord: z.string().max(200).optional(),
});

export const participantSchema = z.object({
  id: someText,
  name: someText,
  role: z.enum(participantRoles),
  attendance: z.enum(attendanceWays),
  birthDate: z.iso.date().optional(),
  place: z.object({ kind: z.enum(placeKinds), name: someText, address: text.default('') }).optional(),
  /** Whom a representative represents, whom an interpreter interprets for. */
  forParticipantId: someText.optional(),
  /** Takes part under another name, picture and voice changed: only the court knows who it is. */
  isProtected: z.boolean().optional(),
  petition: petitionSchema.optional(),
});

/** One row of the court's schedule, as the court server sends it and as the secretary can type it. */
export const scheduleEntrySchema = z.object({
  caseNumber: someText,
  proceedings: z.enum(proceedingsKinds),
  instance: z.enum(instances),
  court: someText,
  hall: someText,
  startsAtMs: utcMs,
  judge: someText,
  secretary: text.default(''),
  /** Language of the proceedings: the protocol is composed in it. */
  language: z.enum(['kk', 'ru']).default('kk'),
  participants: z.array(participantSchema).max(200),
  /** Whose hearing it is: this court's, or another's that this one lends its hall to. */
  side: z.enum(sides).optional(),
});

export type ProceedingsKind = (typeof proceedingsKinds)[number];
export type Instance = (typeof instances)[number];
export type AttachmentKind = (typeof attachmentKinds)[number];
export type AttendanceWay = (typeof attendanceWays)[number];
export type ParticipantRole = (typeof participantRoles)[number];
export type Participant = z.infer<typeof participantSchema>;
export type ScheduleEntry = z.infer<typeof scheduleEntrySchema>;
