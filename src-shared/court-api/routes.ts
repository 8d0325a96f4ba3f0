import { z } from 'zod';
import { credentialsSchema, invitationSchema } from '../conference/messages.ts';
import { photoTypes } from '../domain/identityPhoto.ts';
import { removalReasons } from '../domain/observers/observers.ts';
import {
  factsAnswerSchema, factsRequestSchema, fileReceiptAnswerSchema, hearingAnswerSchema, hearingsAnswerSchema, scheduleAnswerSchema, serverInfoSchema,
} from './messages.ts';

export interface CourtRoute {
  method: 'get' | 'post' | 'head' | 'patch';
  path: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** JSON of a successful answer; left out where the answer is bytes or headers (`wire` says which). */
  answer?: z.ZodType;
  wire?: 'tus' | 'bytes';
  /** What the bytes may be; left out: anything. */
  types?: readonly string[];
}

const route = <const R extends CourtRoute>(spec: R): R => spec;

/** Paths of the API, as templates. The server's routes and the OpenAPI document are made from this table. */
export const courtRoutes = {
  info: route({
    method: 'get', path: '/api/v1/info', summary: 'Is the server there, and does it take this token?',
    answer: serverInfoSchema,
  }),
  measure: route({
    method: 'post', path: '/api/v1/measure', summary: 'Takes bytes and throws them away: how fast is the line to here?',
    body: z.object({ padding: z.string().max(1_000_000) }), answer: z.object({ bytes: z.int() }),
  }),
  schedule: route({
    method: 'get', path: '/api/v1/schedule', summary: 'Hearings of one day (court\'s time zone) in the token\'s hall.',
    query: z.object({ date: z.iso.date() }), answer: scheduleAnswerSchema,
  }),
  attachment: route({
    method: 'get', path: '/api/v1/attachments/{sha256}', wire: 'bytes', types: [...photoTypes, 'application/octet-stream'],
    summary: 'A file that came with a petition in the hall\'s schedule (K7-8, K7-9), by its SHA-256; at most 5 MB. A photo is JPEG, PNG or WebP by its bytes, or is not found. Takes Range.',
    params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  }),
  facts: route({
    method: 'post', path: '/api/v1/facts',
    summary: 'Takes facts, all of them or none; idempotent by eventId; answers with a receipt for each, once they are on disk.',
    body: factsRequestSchema, answer: factsAnswerSchema,
  }),
  invite: route({
    method: 'post', path: '/api/v1/invitations',
    summary: 'Login and password for somebody who takes part from elsewhere (K7-15(4)); said once. Those the participant had before end.',
    body: invitationSchema, answer: credentialsSchema,
  }),
  endInvitations: route({
    method: 'post', path: '/api/v1/invitations/end',
    summary: 'Ends the invitation of one participant, or of all of the hearing, and every line that came with it.',
    body: z.object({ hearingId: z.uuid(), participantId: z.string().min(1).max(200).nullable(), why: z.enum(['revoked', 'excluded', 'closed']) }),
    answer: z.object({ ended: z.int() }),
  }),
  endWatch: route({
    method: 'post', path: '/api/v1/watches/end',
    summary: 'Nobody watches this hearing any more, from this moment on and for good (K7-6, K7-33).',
    body: z.object({ hearingId: z.uuid(), watchId: z.uuid(), why: z.enum(removalReasons) }), answer: z.object({}),
  }),
  files: route({
    method: 'post', path: '/api/v1/files', wire: 'tus',
    summary: 'tus 1.0 creation; metadata: fileId, hearingId, kind, path, sha256. Repeated with the same fileId and sha256 it answers with the same Location and, in Upload-Offset, how much is already there.',
  }),
  upload: route({
    method: 'patch', path: '/api/v1/files/{uploadId}', wire: 'tus',
    summary: 'tus 1.0 bytes from Upload-Offset on. After the last byte the file is hashed and put in its place before the answer.',
    params: z.object({ uploadId: z.string().max(100) }),
  }),
  uploadState: route({
    method: 'head', path: '/api/v1/files/{uploadId}', wire: 'tus', summary: 'tus 1.0: how many bytes are there (Upload-Offset).',
    params: z.object({ uploadId: z.string().max(100) }),
  }),
  receipt: route({
    method: 'get', path: '/api/v1/files/{fileId}/receipt', summary: 'The receipt of an uploaded file, given only over a matching SHA-256.',
    params: z.object({ fileId: z.uuid() }), answer: fileReceiptAnswerSchema,
  }),
  content: route({
    method: 'get', path: '/api/v1/files/{fileId}/content', wire: 'bytes', summary: 'The bytes of a received file, for restoring (K336-24); takes Range.',
    params: z.object({ fileId: z.uuid() }),
  }),
  hearings: route({
    method: 'get', path: '/api/v1/hearings', summary: 'Hearings of the token\'s hall the server has something of.',
    answer: hearingsAnswerSchema,
  }),
  hearing: route({
    method: 'get', path: '/api/v1/hearings/{hearingId}', summary: 'One hearing: state, marks, files with SHA-256 and receipts.',
    params: z.object({ hearingId: z.uuid() }), answer: hearingAnswerSchema,
  }),
} as const;

export type CourtRouteName = keyof typeof courtRoutes;
