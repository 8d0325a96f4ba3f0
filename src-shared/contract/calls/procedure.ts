import { z } from 'zod';
import { stepOutcomes, type StepRecord } from '../../domain/hearing/state.ts';
import { answers, type Filled } from '../../domain/papers/form.ts';
import { paperWays } from '../../domain/papers/paper.ts';
import { someText, utcMs } from '../../domain/schedule.ts';
import { askSchema, demandActions, demandSchema, doings, inBoth, offices, phases, slots } from '../../rules/schema/parts.ts';
import { factName, foundFacts } from '../../rules/schema/facts.ts';
import { command, query } from '../define.ts';
import { commandId, committed, freeText, hearingId, reasonText } from '../schemas.ts';

const participantId = z.string().max(200).nullable();

/** Where a rule stands: `K7-12`; `shown`: as people are told it, of an order whose text is not at hand its number alone; and as documents cite it. */
const rule = z.object({ key: z.string(), requirements: z.array(z.string()), shown: z.array(z.string()), citation: inBoth, text: inBoth });

export const checklistLineSchema = rule.extend({
  phase: z.enum(phases),
  participantId,
  who: z.enum(offices),
  does: z.enum(doings),
  /** What can be found out with it: the `values` of its record. */
  finds: z.array(factName),
  needed: z.boolean(),
  state: z.enum(['open', 'overdue', 'done', 'late', 'failed', 'not_needed']),
  record: z.custom<StepRecord>().nullable(),
  /** `isCertain` false: for the days up to it nobody has entered the holidays. */
  deadline: z.object({ dueMs: z.number(), lastDay: z.string().nullable(), isCertain: z.boolean() }).nullable(),
});
export type ChecklistLineView = z.infer<typeof checklistLineSchema>;

export const demandViewSchema = rule.extend({
  on: z.enum(demandActions),
  asks: z.array(askSchema),
  answered: demandSchema.shape.answered,
  effect: demandSchema.shape.effect,
  /** A break that is on asks it, and nobody has answered yet. */
  owed: z.boolean(),
  /** What this hearing has answered already where the order asks the same at another decision. */
  known: z.array(z.object({ ask: z.string(), answer: z.string() })),
  /** The newest answer's moment; null while nothing was answered. */
  answeredAtMs: z.number().nullable(),
});
export type DemandView = z.infer<typeof demandViewSchema>;

export const findingSchema = rule.extend({ participantId, effect: z.enum(['refuse', 'warn', 'stop']), overriddenBy: z.enum(offices).nullable(), override: z.custom<StepRecord>().nullable() });
export type FindingView = z.infer<typeof findingSchema>;

/** What a person wrote into a form's places. */
const filled = z.object(Object.fromEntries(slots.map((slot) => [slot, z.string().max(4000).overwrite((s) => s.toWellFormed()).optional()])))
  .transform((values) => values as Filled);
const answer = z.enum(answers).nullable();
const language = z.enum(['kk', 'ru']);
const step = z.string().max(200);

export const procedureCalls = {
  'procedure.get': query({
    doc: 'What the orders in force on its day demand of a hearing: every step with its state, deadline and clause, and what must not be and is.',
    access: 'signed_in',
    input: z.object({ hearingId }),
    output: z.object({
      steps: z.array(checklistLineSchema),
      findings: z.array(findingSchema),
      /** Hearings that begin at about the same time and need the same hall, judge or participant. */
      clashes: z.array(z.object({ hearingId: z.string(), caseNumber: z.string(), startsAtMs: utcMs, about: z.enum(['hall', 'judge', 'participant']), name: z.string() })),
      orders: z.array(z.object({ id: z.string(), edition: z.string(), name: inBoth, confirmed: z.boolean(), takenFromLater: z.boolean() })),
      nowMs: utcMs,
    }),
  }),
  'procedure.demands': query({
    doc: 'What decisions and acts in this hearing demand, as it stands now: asked once, answered with `procedure.answer`.',
    access: 'signed_in',
    input: z.object({ hearingId }),
    output: z.object({
      demands: z.array(demandViewSchema),
      /** Closing to the public or an emergency has ended the videoconference. */
      linkEnded: z.boolean(),
    }),
  }),
  'procedure.due': query({
    doc: 'Of all hearings of the coming thirty days what is overdue or will be within a day, and of those and the last ten days\' failures whom to tell and which act to make; the most urgent first, a hundred at most.',
    access: 'signed_in',
    input: z.object({}),
    output: z.object({ due: z.array(rule.pick({ key: true, text: true, requirements: true, shown: true }).extend({
      hearingId, caseNumber: z.string(), startsAtMs: utcMs, participant: z.string().nullable(), who: z.enum(offices), overdue: z.boolean(), dueMs: z.number(),
    })) }),
  }),
  'procedure.recordStep': command({
    doc: 'Writes down that a step was done, failed or is not needed, by whom, and what was found out. Refused for a step that is not demanded of this hearing.',
    access: ['secretary', 'specialist', 'administrator'],
    input: z.object({
      commandId, hearingId, step, participantId, outcome: z.enum(stepOutcomes), values: foundFacts.default({}), note: freeText.default(''), doneBy: freeText.default(''),
    }),
    output: committed,
  }),
  'procedure.override': command({
    doc: 'Whoever the order lets go on all the same has done so, for this reason: what must not be, and is, is no longer in the way. Refused where nobody may, and where it is not so.',
    access: ['secretary', 'specialist', 'administrator'],
    input: z.object({ commandId, hearingId, condition: step, participantId, reason: reasonText, decidedBy: someText.max(200) }),
    output: committed,
  }),
  'procedure.answer': command({
    doc: 'What was asked at a decision or an act of the procedure, answered; it goes into the protocol. Refused while something asked is not answered.',
    access: ['secretary'],
    input: z.object({ commandId, hearingId, demand: step, answers: z.array(z.object({ ask: z.string().max(64), answer: freeText.max(4000) })).max(20) }),
    output: committed,
  }),
  'paper.draft': query({
    doc: 'The form that a step demands, as it would print: with what is known, and over it what a person wrote. `needsAnswer`: it confirms or refuses something.',
    access: ['secretary', 'specialist', 'administrator'],
    input: z.object({ hearingId, step, language, values: filled.nullable().default(null), answer: answer.default(null) }),
    output: z.object({ title: z.string(), values: filled, slots: z.array(z.enum(slots)), text: z.string(), needsAnswer: z.boolean(), signatories: z.array(z.enum(offices)), suggestedNumber: z.string() }),
  }),
  'paper.compose': command({
    doc: 'Keeps a paper as a draft: what is written into the form that its step demands. Again with the same id: it is written anew.',
    access: ['secretary', 'specialist', 'administrator'],
    input: z.object({ commandId, hearingId, paperId: z.uuid(), step, language, values: filled, answer: answer.default(null) }),
    output: committed,
  }),
  'paper.finalise': command({
    doc: 'Gives a paper its number, writes it as a file, queues it for the court server, and records its step as done by whoever signed it. `way`: how it was sent (K7-12). Refused while an answer is undecided.',
    access: ['secretary', 'specialist', 'administrator'],
    input: z.object({ commandId, hearingId, paperId: z.uuid(), number: someText.max(100), signedBy: someText.max(200), way: z.enum(paperWays) }),
    output: committed,
  }),
} as const;
