import { z } from 'zod';
import { appError } from '../../domain/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { incidentSubjects } from '../../domain/hearing/state.ts';
import { proceedingsKinds } from '../../domain/schedule.ts';
import { placed } from './issues.ts';
import { clause, conditionSchema, demandSchema, documentSchema, inBoth, noticeSchema, offices, some, statementSchema, stepSchema } from './parts.ts';

/**
 * The law is data: one file for each edition of each order. Nothing that runs the rules knows which order it is
 * running; of two editions a hearing is judged by the one in force on its day.
 */
export const actStages = ['before', 'during', 'after'] as const;

const actRuleSchema = z.strictObject({
  subjects: some(z.enum(incidentSubjects)),
  stages: some(z.enum(actStages)),
  clauses: z.array(clause),
  title: inBoth,
  /** Null: the order does not name them; those of the hearing's own procedure sign. */
  signatories: some(z.enum(offices)).nullable(),
  attachedTo: z.enum(['case_file', 'protocol']),
});

const remoteRecordingSchema = z.strictObject({ scope: z.enum(['picture_and_sound', 'sound']), clauses: z.array(clause) });

export const ruleFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens'),
  order: z.strictObject({
    number: z.string().min(1),
    date: z.iso.date(),
    /** When this text became what it is, and from when on hearings are judged by it. */
    edition: z.iso.date(),
    inForceFrom: z.iso.date(),
    source: z.string().min(1),
    /** Was this read in the order's own text? */
    confirmed: z.boolean(),
    name: inBoth,
    /** Stands before a clause where requirements are named: `K7-12`. */
    prefix: z.string().regex(/^[A-Z][A-Z0-9]*$/, 'capitals and digits'),
    /** False: the clauses are those of another text, by which the process is known; documents cite the order alone. */
    clausesAreItsOwn: z.boolean(),
  }),
  proceedings: some(z.enum(proceedingsKinds)),
  steps: z.array(stepSchema),
  conditions: z.array(conditionSchema),
  demands: z.array(demandSchema),
  protocol: z.array(statementSchema),
  documents: z.array(documentSchema),
  notices: z.array(noticeSchema),
  acts: z.array(actRuleSchema),
  /** What is recorded of each of those who take part from elsewhere; missing where the order does not say. */
  remoteRecording: remoteRecordingSchema.optional(),
}).superRefine((file, ctx) => {
  for (const [list, ids] of Object.entries(idsOf(file))) {
    for (const [i, id] of ids.entries()) if (ids.indexOf(id) < i) ctx.addIssue({ code: 'custom', path: [list, i, 'id'], message: `a second "${id}"` });
  }
  const steps = new Set(file.steps.map(({ id }) => id));
  for (const [i, { term }] of file.steps.entries()) {
    for (const [j, from] of (term?.from ?? []).entries()) {
      if (from !== 'hearing_start' && !steps.has(from.step)) ctx.addIssue({ code: 'custom', path: ['steps', i, 'term', 'from', j, 'step'], message: `no step "${from.step}"` });
    }
  }
  const notices = new Set(file.notices.map(({ id }) => id));
  for (const [i, { after }] of file.notices.entries()) {
    if (after !== undefined && !notices.has(after)) ctx.addIssue({ code: 'custom', path: ['notices', i, 'after'], message: `no notice "${after}"` });
  }
});

const idsOf = ({ steps, conditions, demands, protocol, documents, notices }: Record<'steps' | 'conditions' | 'demands' | 'protocol' | 'documents' | 'notices', { id: string }[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries({ steps, conditions, demands, protocol, documents, notices }).map(([list, parts]) => [list, parts.map(({ id }) => id)]));

/** The published description of a rule file, for whoever writes one; that ids are there once and refer to something only the reader checks. */
export const ruleJsonSchema = (): object => ({
  $id: 'urn:courtroom-console:rules:1',
  title: 'Rules of one edition of one order',
  ...z.toJSONSchema(ruleFileSchema, { io: 'input' }),
});

/** Parses the content of one rule file; a bad one is refused with the path of the first wrong field. */
export function parseRuleFile(name: string, content: unknown): Result<RuleFile> {
  const parsed = ruleFileSchema.safeParse(content);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues.flatMap(placed)[0];
  return err(appError('input.invalid', { field: [name, ...(issue?.path ?? [])].map(String).join('.'), detail: issue?.message ?? 'not a rule file' }));
}

export type RuleFile = z.infer<typeof ruleFileSchema>;
export type ActRule = RuleFile['acts'][number];
export type ActStage = (typeof actStages)[number];
export type StepRule = RuleFile['steps'][number];
export type ConditionRule = RuleFile['conditions'][number];
export type DemandRule = RuleFile['demands'][number];
export type NoticeRule = RuleFile['notices'][number];
