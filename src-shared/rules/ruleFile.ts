import { z } from 'zod';
import { appError } from '../domain/errors.ts';
import { incidentSubjects } from '../domain/hearing/state.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { proceedingsKinds } from '../domain/schedule.ts';

/**
 * The law is data: one file for each order, with the date of its edition. Nothing that runs the rules
 * knows which order it is running.
 */
export const actStages = ['before', 'during', 'after'] as const;
const offices = ['secretary', 'technical_specialist', 'office_head', 'court_administrator_head'] as const;

const inBoth = z.strictObject({ kk: z.string().min(1), ru: z.string().min(1) });
const some = <T extends z.ZodType>(item: T) => z.array(item).min(1);
const clause = z.string().regex(/^\d+(-\d+)?$/, 'clause number');

const actRuleSchema = z.strictObject({
  subjects: some(z.enum(incidentSubjects)),
  stages: some(z.enum(actStages)),
  /** Empty: the order is cited without a clause. */
  clauses: z.array(clause),
  title: inBoth,
  /** Null: the order does not name them; those of the hearing's own procedure sign. */
  signatories: some(z.enum(offices)).nullable(),
  attachedTo: z.enum(['case_file', 'protocol']),
});

const ruleFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  order: z.strictObject({
    number: z.string().min(1),
    date: z.iso.date(),
    edition: z.iso.date(),
    source: z.string().min(1),
    /** Was this read in the order's own text? */
    confirmed: z.boolean(),
    name: inBoth,
  }),
  proceedings: some(z.enum(proceedingsKinds)),
  /** Where the order asks that the protocol notes remote participation. */
  remoteParticipationClauses: z.array(clause),
  acts: some(actRuleSchema),
});

export type RuleFile = z.infer<typeof ruleFileSchema>;
export type ActRule = z.infer<typeof actRuleSchema>;
export type ActStage = (typeof actStages)[number];
export type Office = (typeof offices)[number];

/** Parses one rule file; a bad one is refused with the path of the first wrong field. */
export function parseRuleFile(name: string, content: unknown): Result<RuleFile> {
  const parsed = ruleFileSchema.safeParse(content);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const path = [name, ...(issue?.path ?? [])].join('.');
  return err(appError('input.invalid', { field: path, detail: issue?.message ?? 'not a rule file' }));
}
