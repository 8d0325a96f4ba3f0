import { z } from 'zod';
import { noticeWays, type NoticeMail, type NoticeRecord } from '../../domain/hearing/state.ts';
import { someText } from '../../domain/schedule.ts';
import { inBoth, offices } from '../../rules/schema/parts.ts';
import { command, query } from '../define.ts';
import { appErrorSchema, commandId, committed, freeText, hearingId } from '../schemas.ts';

const incidentId = z.uuid();
const notice = z.string().max(200);
/** Things are written down after they were done, within a day. */
const agoMs = z.number().min(0).max(86_400_000).default(0);
const whoMay = ['secretary', 'specialist', 'administrator'] as const;

export const linkSchema = z.object({
  key: z.string(),
  requirements: z.array(z.string()),
  shown: z.array(z.string()),
  citation: inBoth,
  text: inBoth,
  from: z.enum(offices),
  to: z.array(z.enum(offices)),
  /** An act about the failure ends it, not a word. */
  fulfilledBy: z.enum(['notice', 'act']),
  state: z.enum(['waiting', 'due', 'overdue', 'done', 'late']),
  sinceMs: z.number().nullable(),
  /** Null: at once. `isCertain` false: for the days up to it nobody has entered the holidays. */
  deadline: z.object({ dueMs: z.number(), lastDay: z.string().nullable(), isCertain: z.boolean() }).nullable(),
  /** The last of each: written down by hand, and of every office that was sent a message. */
  records: z.array(z.custom<NoticeRecord>()),
  /** A message can go: there is a mail server, and somebody of this link has an address. */
  byMail: z.boolean(),
  mails: z.array(z.object({
    mail: z.custom<NoticeMail>(),
    /** While it waits: how often it was tried, when next, and why not before; null when it is over. */
    tries: z.object({ attempts: z.int(), nextAttemptAtMs: z.number(), lastError: appErrorSchema.nullable() }).nullable(),
  })),
  doneAtMs: z.number().nullable(),
});
export type LinkView = z.infer<typeof linkSchema>;

export const noticeCalls = {
  'incident.chain': query({
    doc: 'Whom the orders in force want told of an incident, by whom and until when (K336-27, K336-28, K336-29, K7-17, K185-17), and what of it has been done.',
    access: 'signed_in',
    input: z.object({ hearingId, incidentId }),
    output: z.object({ links: z.array(linkSchema), nowMs: z.number() }),
  }),
  'incident.tell': command({
    doc: 'Somebody was told of an incident: who, how, how long ago, and what of its cause. Refused for a notice that no order in force demands.',
    access: whoMay,
    input: z.object({ commandId, hearingId, incidentId, notice, to: someText.max(200), way: z.enum(noticeWays), toldAgoMs: agoMs, note: freeText.default('') }),
    output: committed,
  }),
  'incident.acknowledge': command({
    doc: 'Who was told has said that it was understood, and what they will do. Of several told by e-mail the office says which; without it, who was told last.',
    access: whoMay,
    input: z.object({ commandId, hearingId, incidentId, notice, office: z.enum(offices).optional(), ackedAgoMs: agoMs, note: freeText.default('') }),
    output: committed,
  }),
} as const;
