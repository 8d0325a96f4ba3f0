import { z } from 'zod';

/** What is true right now about the machine, as opposed to what happened in the hearing. Sent about once a second and on every change. */

/** What may be the matter with a signal that is recorded, and `speech`, which is nothing the matter. */
export const signalConditions = [
  'clipping', 'digital_silence', 'too_quiet', 'hum', 'speech', 'samples_missing',
  'black', 'frozen', 'covered_or_out_of_focus', 'frames_missing', 'falling_behind', 'another_camera',
] as const;
export type SignalCondition = (typeof signalConditions)[number];

export const captureStatusSchema = z.object({
  captureId: z.string(),
  kind: z.enum(['audio', 'video']),
  /** Device ids this capture owns. */
  deviceIds: z.array(z.string()),
  /** Of these, left out because they do not deliver; the capture records the others. */
  absentDeviceIds: z.array(z.string()),
  state: z.enum(['starting', 'running', 'lost', 'stopped']),
  pid: z.int().nullable(),
  sinceMs: z.number(),
  /** UTC ms of the newest media known to be in the file; null before the first. */
  mediaUntilMs: z.number().nullable(),
  fps: z.number().nullable(),
  /** 1 = real time; below that the encoder is falling behind. */
  speed: z.number().nullable(),
  droppedFrames: z.int(),
  restarts: z.int(),
  /** Milliseconds from process start to the first recorded media. */
  startTookMs: z.number().nullable(),
  cause: z.string().nullable(),
  /** What its signal shows right now, since when. */
  signal: z.array(z.object({ condition: z.enum(signalConditions), sinceMs: z.number() })),
});

/** A folder that recordings are written to. */
export const targetStatusSchema = z.object({
  path: z.string(),
  /** `away`: not there, or not the disk it was; `hanging`: it does not answer. */
  state: z.enum(['ok', 'full', 'unwritable', 'away', 'hanging']),
  detail: z.string(),
  sinceMs: z.number(),
  freeBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
  /** Finished files of the hearing now recorded that it does not have yet. */
  behindFiles: z.int(),
  /** Why less space is kept on it than the hearing now recorded may still take, in the system's word (`ENOSPC`, `ENOTSUP`, …); null when all is kept or none is needed. */
  unreserved: z.string().nullable(),
  /** It lies on the same disk as the first: a broken disk would take both. */
  sameDisk: z.boolean(),
});

export const recorderStatusSchema = z.object({
  mode: z.enum(['off', 'preview', 'record']),
  captures: z.array(captureStatusSchema),
  segmentsClosed: z.int(),
  segmentsVerified: z.int(),
  segmentsDamaged: z.int(),
  /** UTC ms at which a closed segment was last read back, decoded and hashed. */
  lastVerifiedAtMs: z.number().nullable(),
  encoder: z.string(),
  /** The first, and the second where there is one. */
  targets: z.array(targetStatusSchema),
});

export const queueStatusSchema = z.object({
  /** Not yet receipted, by kind. */
  waiting: z.record(z.string(), z.int()),
  waitingTotal: z.int(),
  bytesWaiting: z.number(),
  /** Items whose file is no longer what was to be sent: they wait, but can never go. */
  undeliverable: z.int(),
  sending: z.object({ kind: z.string(), name: z.string(), bytesSent: z.number(), bytesTotal: z.number() }).nullable(),
  etaMs: z.number().nullable(),
  nextAttemptAtMs: z.number().nullable(),
  lastError: z.string().nullable(),
});

export const courtServerStatusSchema = z.object({
  state: z.enum(['not_configured', 'connected', 'unreachable', 'refused']),
  sinceMs: z.number(),
  url: z.string().nullable(),
});

export const storageStatusSchema = z.object({
  path: z.string(),
  freeBytes: z.number(),
  totalBytes: z.number(),
  /** How long this hall can be recorded with what is free, at the rate measured or planned. */
  hoursLeft: z.number(),
});

export const serviceStatusSchema = z.object({
  name: z.enum(['store', 'media_edge', 'recorder', 'uploader', 'web']),
  state: z.enum(['running', 'starting', 'stopped', 'failed']),
  pid: z.int().nullable(),
  detail: z.string(),
});

/** `danger`: the record is in danger now. `loss`: a part is lost. `note`: worth knowing. */
export const alarmSchema = z.object({
  alarmId: z.string(),
  level: z.enum(['danger', 'loss', 'note']),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  sinceMs: z.number(),
});

/** Messages about failures. */
export const mailStatusSchema = z.object({
  waiting: z.int(),
  /** Since when the oldest waits. */
  sinceMs: z.number().nullable(),
  lastError: z.string().nullable(),
  /** Refused by the mail server, and nobody of that office was told since. */
  refused: z.array(z.object({ mailId: z.string(), caseNumber: z.string(), name: z.string(), address: z.string(), sinceMs: z.number() })),
});

/** A closed hearing whose recording could not be sealed; it is tried again. */
export const unsealedSchema = z.object({ hearingId: z.string(), caseNumber: z.string(), sinceMs: z.number() });

export const consoleStatusSchema = z.object({
  /** The console's clock, so that a window can show ages without trusting its own. */
  nowMs: z.number(),
  /** How far the machine's clock was set ahead while a hearing kept its own time; 0 otherwise. */
  clockAheadMs: z.number(),
  currentHearingId: z.string().nullable(),
  /** The hall is being recorded for a check, as part of no hearing; nothing of it is kept. */
  hallCheck: z.boolean(),
  /** Until then the displays show a test picture, unless a hearing is on; null for none. */
  patternUntilMs: z.number().nullable(),
  recorder: recorderStatusSchema,
  storage: storageStatusSchema,
  queue: queueStatusSchema,
  courtServer: courtServerStatusSchema,
  mail: mailStatusSchema,
  services: z.array(serviceStatusSchema),
  unsealed: z.array(unsealedSchema),
  alarms: z.array(alarmSchema),
});

/** dBFS; −Infinity is sent as −120. */
export const levelsSchema = z.object({
  atMs: z.number(),
  microphones: z.array(z.object({ id: z.string(), rmsDb: z.number(), peakDb: z.number() })),
});

export const logLineSchema = z.object({ atMs: z.number(), level: z.enum(['error', 'warn', 'info', 'debug']), area: z.string(), text: z.string() });

export type CaptureStatus = z.infer<typeof captureStatusSchema>;
export type TargetStatus = z.infer<typeof targetStatusSchema>;
export type RecorderStatus = z.infer<typeof recorderStatusSchema>;
export type QueueStatus = z.infer<typeof queueStatusSchema>;
export type CourtServerStatus = z.infer<typeof courtServerStatusSchema>;
export type MailStatus = z.infer<typeof mailStatusSchema>;
export type StorageStatus = z.infer<typeof storageStatusSchema>;
export type Unsealed = z.infer<typeof unsealedSchema>;
export type ServiceStatus = z.infer<typeof serviceStatusSchema>;
export type Alarm = z.infer<typeof alarmSchema>;
export type ConsoleStatus = z.infer<typeof consoleStatusSchema>;
export type Levels = z.infer<typeof levelsSchema>;
export type LogLine = z.infer<typeof logLineSchema>;
