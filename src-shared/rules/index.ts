import { appError } from '../domain/errors.ts';
import type { IncidentSubject, Language } from '../domain/hearing/state.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ProceedingsKind } from '../domain/schedule.ts';
import civil from './civil-k7.json' with { type: 'json' };
import criminal from './criminal-k185.json' with { type: 'json' };
import recording from './recording-486.json' with { type: 'json' };
import { parseRuleFile, type ActRule, type ActStage, type Office, type RuleFile } from './ruleFile.ts';

export type { ActStage, Office } from './ruleFile.ts';

const bundled: readonly [string, unknown][] = [['civil-k7', civil], ['criminal-k185', criminal], ['recording-486', recording]];

/** All rule files, or the first wrong field among them. */
export function parseRules(files: readonly (readonly [string, unknown])[]): Result<RuleFile[]> {
  const parsed = files.map(([name, content]) => parseRuleFile(name, content));
  const bad = parsed.find((p) => !p.ok);
  return bad && !bad.ok ? bad : ok(parsed.flatMap((p) => (p.ok ? [p.value] : [])));
}

export const rules: Result<RuleFile[]> = parseRules(bundled);

/** What the order says of an act, resolved for one hearing. */
export interface ActPrescription {
  title: string;
  /** The order and clause, as it stands in the act. */
  clause: string;
  signatories: readonly Office[];
  /** False: the order is silent, and the signatories of the hearing's own procedure were taken. */
  signatoriesNamed: boolean;
  attachedTo: ActRule['attachedTo'];
}

export interface ActCase {
  proceedings: ProceedingsKind;
  stage: ActStage;
  subject: IncidentSubject;
}

const matches = (act: ActRule, { stage, subject }: ActCase): boolean => act.stages.includes(stage) && act.subjects.includes(subject);

/** Who signs an act by this procedure's own order (K7-18, K185-18). */
const procedureSignatories = (files: readonly RuleFile[], proceedings: ProceedingsKind): readonly Office[] =>
  files.filter((f) => f.proceedings.includes(proceedings)).flatMap((f) => f.acts).find((a) => a.signatories)?.signatories ?? [];

/** Title, clause and signatories of the act about a fault of this kind at this stage. */
export function actPrescription(which: ActCase, language: Language, from: Result<RuleFile[]> = rules): Result<ActPrescription> {
  if (!from.ok) return from;
  const file = from.value.find((f) => f.proceedings.includes(which.proceedings) && f.acts.some((a) => matches(a, which)));
  const act = file?.acts.find((a) => matches(a, which));
  if (!file || !act) return err(appError('input.invalid', { field: 'rules.acts', detail: `no rule for ${which.proceedings}, ${which.stage}, ${which.subject}` }));
  return ok({
    title: act.title[language],
    clause: cite(file, act.clauses, language),
    signatories: act.signatories ?? procedureSignatories(from.value, which.proceedings),
    signatoriesNamed: act.signatories !== null,
    attachedTo: act.attachedTo,
  });
}

/** The clause by which the protocol notes that somebody took part remotely (K7-32, K185-21). */
export function remoteParticipationCitation(proceedings: ProceedingsKind, language: Language): string {
  const file = rules.ok ? rules.value.find((f) => f.proceedings.includes(proceedings) && f.remoteParticipationClauses.length > 0) : undefined;
  return file ? cite(file, file.remoteParticipationClauses, language) : '';
}

/** The order by which hearings are recorded. */
export const recordingOrderName = (language: Language): string =>
  (rules.ok ? rules.value.find((f) => f.id === 'recording-486')?.order.name[language] : undefined) ?? '';

function cite(file: RuleFile, clauses: readonly string[], language: Language): string {
  const name = file.order.name[language];
  if (clauses.length === 0) return name;
  const many = clauses.length > 1;
  return language === 'kk'
    ? `${name}, ${clauses.join(' және ')}-${many ? 'тармақтар' : 'тармақ'}`
    : `${name}, ${many ? 'пункты' : 'пункт'} ${clauses.join(' и ')}`;
}
