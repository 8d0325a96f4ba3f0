import { z } from 'zod';
import { roles } from '../../domain/actor.ts';
import { hallSchema } from '../../domain/hall.ts';
import { command, query } from '../define.ts';
import { commandId, nothing, userSchema } from '../schemas.ts';

/** Put into media addresses (`/media/…?ticket=`) and kept for the life of the window, so that a reload signs in again. */
const signedIn = z.object({ user: userSchema, token: z.string() });
const password = z.string().min(8).max(200);
const login = z.string().trim().min(1).max(64);

export const courtServerSettingsSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).max(500).regex(/^[^@?#]*$/, 'an address without user name, query or fragment'),
  /** Issued by the court server for this hall. Never sent back to a window. What no header can carry would be quoted in the error of every request. */
  deviceToken: z.string().min(16).max(500).regex(/^[\x21-\x7e]+$/, 'letters, digits and signs without spaces'),
});

/** Absolute, on Windows or elsewhere; it ends up as one argument of ffmpeg, never in a shell. */
const recordingFolder = z.string().trim().min(2).max(400).regex(/^(\/|[A-Za-z]:\\|\\\\)[^\p{Cc}]+$/u, 'absolute folder');

export const sessionCalls = {
  'session.login': command({
    doc: 'Signs a person in on this connection. Five wrong attempts lock the login for a minute.',
    access: 'anonymous',
    input: z.object({ login, password: z.string().max(200) }),
    output: signedIn,
  }),
  'session.resume': command({
    doc: 'Signs in again after a reload or a lost connection, with the token of the sign-in.',
    access: 'anonymous',
    input: z.object({ token: z.string().max(200) }),
    output: signedIn,
  }),
  'session.loginDemo': command({
    doc: 'Signs in without a password, in the demonstration hall only.',
    access: 'anonymous',
    input: z.object({ role: z.enum(roles) }),
    output: signedIn,
  }),
  'session.logout': command({ doc: 'Ends the sign-in and its token, on every connection; their streams end with `auth.required`.', access: 'signed_in', input: nothing, output: nothing }),
  'session.time': query({
    doc: 'The console\'s clock: UTC milliseconds.',
    access: 'signed_in', input: nothing, output: z.object({ nowMs: z.number() }),
  }),
} as const;

export const setupCalls = {
  'setup.state': query({
    doc: 'Is this console set up, and is its hall the demonstration hall?',
    access: 'anonymous',
    input: nothing,
    output: z.object({ configured: z.boolean(), demo: z.boolean(), hallName: z.string().nullable(), version: z.string() }),
  }),
  'setup.tryDemo': command({
    doc: 'First start: sets up the demonstration hall, with a court server of its own unless there is another. Refused once the console is set up.',
    access: 'anonymous',
    input: z.object({ commandId, courtServer: z.boolean().default(true) }),
    output: nothing,
  }),
  'setup.complete': command({
    doc: 'First start: hall, first administrator and court server in one step. Refused once the console is set up.',
    access: 'anonymous',
    input: z.object({
      commandId,
      hall: hallSchema.refine((hall) => !hall.demo, { message: 'the demonstration hall is set up by setup.tryDemo', path: ['demo'] }),
      administrator: z.object({ name: z.string().trim().min(1).max(200), login, password }),
      courtServer: courtServerSettingsSchema.nullable(),
    }),
    output: nothing,
  }),
  'setup.devices': query({
    doc: 'Cameras and microphones found on this computer. Open to anyone at this computer until the console is set up, then to specialist and administrator.',
    access: 'anonymous',
    input: nothing,
    output: z.object({
      cameras: z.array(z.object({ name: z.string(), source: z.unknown() })),
      microphones: z.array(z.object({ name: z.string(), source: z.unknown() })),
      problems: z.array(z.string()),
    }),
  }),
} as const;

const technical = ['specialist', 'administrator'] as const;

export const settingsCalls = {
  'settings.get': query({
    doc: 'The settings a window needs. Secrets are never included, only whether they are set; of a network camera\'s address, which may hold a password, only specialist and administrator are told more than the host.',
    access: 'signed_in',
    input: nothing,
    output: z.object({
      hall: hallSchema,
      courtServer: z.object({ url: z.string(), deviceTokenSet: z.boolean() }).nullable(),
      secondRecordingFolder: z.string().nullable().describe('Where everything is recorded a second time; the first place is the console\'s own data folder.'),
      timeZone: z.string(),
    }),
  }),
  'settings.saveHall': command({
    doc: 'Replaces the hall. Takes effect when nothing is being recorded; refused during a hearing. `demo` stays what it is: in the demonstration hall nobody needs a password.',
    access: technical, input: z.object({ commandId, hall: hallSchema }), output: nothing,
  }),
  'settings.saveCourtServer': command({
    doc: 'Replaces address and device token of the court server; null disconnects it. The queue stays.',
    access: technical, input: z.object({ commandId, courtServer: courtServerSettingsSchema.nullable() }), output: nothing,
  }),
  'settings.saveSecondRecordingFolder': command({
    doc: 'Everything recorded is written there as well: a folder on another disk of this computer or of the network, made if it is missing; null for none. Captures that run take it up with their next start.',
    access: technical,
    input: z.object({ commandId, folder: recordingFolder.nullable() }),
    output: z.object({ sameDisk: z.boolean().describe('It lies on the same disk as the first: a broken disk would take both.') }),
  }),
  'users.list': query({ doc: 'Everyone who may sign in.', access: ['administrator'], input: nothing, output: z.object({ users: z.array(userSchema) }) }),
  'users.add': command({
    doc: 'A new person who may sign in.',
    access: ['administrator'],
    input: z.object({ commandId, name: z.string().trim().min(1).max(200), login, password, role: z.enum(roles) }),
    output: z.object({ userId: z.string() }),
  }),
  'users.change': command({
    doc: 'Changes a person\'s password or role, or bars them from signing in, and ends their sign-ins wherever they are. Nobody is deleted: their marks bear their name.',
    access: ['administrator'],
    input: z.object({ commandId, userId: z.string().max(64), password: password.optional(), role: z.enum(roles).optional(), disabled: z.boolean().optional() }),
    output: nothing,
  }),
} as const;
