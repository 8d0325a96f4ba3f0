import { z } from 'zod';
import { lengthUnits } from '../../domain/calendar/deadline.ts';
import { incidentSubjects } from '../../domain/hearing/state.ts';
import { factName } from './facts.ts';
import { whenSchema } from './when.ts';

/** The parts of a rule file. Every part names its clauses; an order whose text is not at hand has parts without clauses to cite. */

export const offices = [
  'secretary', 'judge', 'technical_specialist', 'office_head', 'court_administrator_head', 'court_chairman', 'vcs_organiser',
  'oblast_coordinator', 'oblast_office_head', 'department_coordinator', 'service_organisation', 'bailiff', 'institution_officer', 'other_court_secretary', 'archivist',
] as const;
export type Office = (typeof offices)[number];

export const phases = ['prepare', 'day', 'connect', 'session', 'failure', 'after'] as const;

export const inBoth = z.strictObject({ kk: z.string().min(1), ru: z.string().min(1) });
export const some = <T extends z.ZodType>(item: T) => z.array(item).min(1);
export const clause = z.string().regex(/^\d+(-\d+|\.\d+)?(\(\d+\))?$/, 'clause number, as 15(4) or 28-1');
export const ruleId = z.string().regex(/^[a-z][a-z0-9_]*$/, 'small letters, digits and underscores');

const length = z.strictObject({ count: z.int().min(0).max(10_000), unit: z.enum(lengthUnits), direction: z.enum(['after', 'before']) });

/** The clock of a term: a step that was recorded, or the hearing's own begin. Of several the first, unless the court's settings choose another. */
const startPoint = z.union([z.literal('hearing_start'), z.strictObject({ step: ruleId })]);

/** What the program does for a step, besides writing down that it was done. */
export const doings = [
  'note', 'petition', 'hall', 'agreement', 'application', 'answer', 'answer_received', 'test_request', 'test_session', 'letter', 'credentials', 'publication',
  'readiness', 'connection', 'check', 'photo', 'code_word', 'link', 'interrogation', 'receipt', 'permission', 'decision', 'act',
  'protocol', 'seal', 'disc', 'custody', 'replication', 'notice', 'restoration', 'course',
] as const;

/** A line of the checklist. */
export const stepSchema = z.strictObject({
  id: ruleId,
  phase: z.enum(phases),
  per: z.enum(['hearing', 'participant']),
  clauses: z.array(clause),
  when: whenSchema.optional(),
  who: z.enum(offices),
  does: z.enum(doings),
  /** What whoever does it finds out: facts that conditions ask about. */
  finds: z.array(factName).default([]),
  term: z.strictObject({ from: some(startPoint), length }).optional(),
  /** Without it the hearing is not stopped. */
  needed: z.boolean().default(true),
  text: inBoth,
});

/** Something that must not be, or only with the judge's word. */
export const conditionSchema = z.strictObject({
  id: ruleId,
  per: z.enum(['hearing', 'participant']),
  clauses: z.array(clause),
  when: whenSchema,
  effect: z.enum(['refuse', 'warn', 'stop']),
  /** Who may go on all the same, with a reason. */
  overriddenBy: z.enum(offices).nullable(),
  text: inBoth,
});

export const demandActions = ['open', 'close_to_public', 'technical_break', 'postpone', 'recess', 'close', 'interrogate', 'oath', 'order', 'permission', 'emergency'] as const;

const effect = z.enum(['none', 'end_videoconference', 'remove_observers', 'no_recording']).default('none');

/** Something that is asked once; `choices` are what is chosen from, each with what it brings with it. */
export const askSchema = z.strictObject({ id: ruleId, kind: z.enum(['text', 'moment', 'choice', 'participant']), choices: z.array(z.strictObject({ id: ruleId, effect, text: inBoth })).default([]), text: inBoth });

/** What a decision in the hearing demands or brings with it. */
export const demandSchema = z.strictObject({
  id: ruleId,
  clauses: z.array(clause),
  on: z.enum(demandActions),
  when: whenSchema.optional(),
  asks: z.array(askSchema),
  /** `first`: the decision waits for the answers. `meanwhile`: a break does not wait; the hearing does not go on without them. */
  answered: z.enum(['first', 'meanwhile']).default('first'),
  effect,
  text: inBoth,
});

/** What the protocol has to say, of itself. */
export const statementSchema = z.strictObject({ id: ruleId, clauses: z.array(clause), per: z.enum(['hearing', 'participant']), when: whenSchema.optional(), text: inBoth });

/** Places in a form that the program or a person fills in. */
export const slots = [
  'recipient', 'address', 'court', 'caseNumber', 'caseName', 'place', 'participants', 'hearingAt', 'secretary', 'organiser', 'chairman', 'hall', 'testBy', 'confirmed', 'signature',
] as const;
export type Slot = (typeof slots)[number];

/** Before a line: it stands there only in a confirming answer. */
export const ifConfirmed = '{IF_CONFIRMED}';
/** The document's title, as a heading. */
export const titleSlot = '{TITLE}';

const known: ReadonlySet<string> = new Set([...slots.map((slot) => `{${slot}}`), ifConfirmed, titleSlot]);

/** A line of a form: its words, `{slots}`, tabs between columns. */
const formLine = z.string().refine((line) => (line.match(/\{[^}]*\}?/g) ?? []).every((slot) => known.has(slot)), 'a slot nobody can fill in');

/** What a document looks like, who signs it, and who gets it. */
export const documentSchema = z.strictObject({
  id: ruleId,
  clauses: z.array(clause),
  form: z.enum(['application', 'answer', 'letter', 'test_request']),
  signatories: some(z.enum(offices)),
  /** By kind; `slot`: what names this one, when it is filled in. */
  recipients: some(inBoth.extend({ slot: z.enum(['place', 'court']).optional() })),
  title: inBoth,
  lines: z.strictObject({ kk: some(formLine), ru: some(formLine) }),
});

/** One link of the chain by which a failure is told. */
export const noticeSchema = z.strictObject({
  id: ruleId,
  clauses: z.array(clause),
  subjects: some(z.enum(incidentSubjects)),
  from: z.enum(offices),
  to: some(z.enum(offices)),
  /** Counted from the notice it comes after, else from the failure; without: at once. */
  within: length.optional(),
  after: ruleId.optional(),
  /** What ends it: that it was said, or that the act about the failure is finished. */
  fulfilledBy: z.enum(['notice', 'act']).default('notice'),
  text: inBoth,
});
