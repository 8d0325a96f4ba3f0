import { z } from 'zod';
import { mailAddressSchema, mailPeopleSchema, mailServerSchema, mailSubjectSchema, openMailServerSchema } from '../../domain/mail.ts';
import { someText } from '../../domain/schedule.ts';
import { offices } from '../../rules/schema/parts.ts';
import { command, query } from '../define.ts';
import { commandId, committed, hearingId, nothing } from '../schemas.ts';

const technical = ['specialist', 'administrator'] as const;
const whoMay = ['secretary', 'specialist', 'administrator'] as const;
const target = z.object({ hearingId, incidentId: z.uuid(), notice: z.string().max(200) });
const addressee = z.object({ office: z.enum(offices), name: z.string(), address: z.string() });

export const mailCalls = {
  'mail.settings': query({
    doc: 'The mail server, without its password, who is told of failures by e-mail, and the offices that orders in force want told.',
    access: technical,
    input: nothing,
    output: z.object({ server: openMailServerSchema.nullable(), ...mailPeopleSchema.shape, offices: z.array(z.enum(offices)) }),
  }),
  'mail.saveServer': command({
    doc: 'Replaces the mail server with all that belongs to it, also the password; null: nothing is sent by e-mail. Without encryption only to this computer itself. What waits is tried again at once.',
    access: technical, input: z.object({ commandId, server: mailServerSchema.nullable() }), output: nothing,
  }),
  'mail.savePeople': command({
    doc: 'Replaces who fills which office with which addresses, and whether those who have to be told at once are sent a message without anybody pressing for it.',
    access: technical, input: z.object({ commandId, ...mailPeopleSchema.shape }), output: nothing,
  }),
  'mail.test': command({
    doc: 'Sends a message that says it is a test, through the mail server that is saved, and answers in the server\'s words.',
    access: technical, input: z.object({ commandId, to: mailAddressSchema }), output: z.object({ answer: z.string() }),
  }),
  'incident.mailDraft': query({
    doc: 'What a link of the chain would say by e-mail, to whom it would go, and for which offices nobody has an address.',
    access: whoMay,
    input: target,
    output: z.object({ subject: z.string(), text: z.string(), to: z.array(addressee), without: z.array(z.enum(offices)) }),
  }),
  'incident.mail': command({
    doc: 'Sends these words to everybody of a link who has an address (K336-27, K336-28, K185-17). When it answers they are queued on disk; a link counts as told when the mail server has accepted one for each of its offices.',
    access: whoMay,
    input: target.extend({ commandId, subject: mailSubjectSchema, text: someText }),
    output: committed,
  }),
} as const;
