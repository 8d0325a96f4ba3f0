import { appError } from '../domain/errors.ts';
import type { IncidentSubject, Language } from '../domain/hearing/state.ts';
import { err, ok, type Result } from '../domain/result.ts';
import civil from './orders/civil-k7.json' with { type: 'json' };
import criminal from './orders/criminal-k185.json' with { type: 'json' };
import civilCode from './orders/civil-code.json' with { type: 'json' };
import courtSetting from './orders/court-setting.json' with { type: 'json' };
import practice from './orders/practice-gp.json' with { type: 'json' };
import recording from './orders/recording-486.json' with { type: 'json' };
import type { Office } from './schema/parts.ts';
import { parseRuleFile, type ActRule, type ActStage, type RuleFile } from './schema/ruleFile.ts';

export type { Office } from './schema/parts.ts';
export type { ActStage } from './schema/ruleFile.ts';

const bundled: readonly [string, unknown][] = [
  ['civil-code', civilCode], ['civil-k7', civil], ['court-setting', courtSetting], ['criminal-k185', criminal], ['practice-gp', practice], ['recording-486', recording],
];

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
  stage: ActStage;
  subject: IncidentSubject;
}

const matches = (act: ActRule, { stage, subject }: ActCase): boolean => act.stages.includes(stage) && act.subjects.includes(subject);

/** Who signs an act by this procedure's own order (K7-18, K185-18). */
const procedureSignatories = (orders: readonly RuleFile[]): readonly Office[] => orders.flatMap((f) => f.acts).find((a) => a.signatories)?.signatories ?? [];

/** Title, clause and signatories of the act about a fault of this kind at this stage, by the orders that are in force for the hearing. */
export function actPrescription(which: ActCase, language: Language, orders: readonly RuleFile[]): Result<ActPrescription> {
  const file = orders.find((f) => f.acts.some((a) => matches(a, which)));
  const act = file?.acts.find((a) => matches(a, which));
  if (!file || !act) return err(appError('input.invalid', { field: 'rules.acts', detail: `no rule for ${which.stage}, ${which.subject}` }));
  return ok({
    title: act.title[language],
    clause: cite(file, act.clauses, language),
    signatories: act.signatories ?? procedureSignatories(orders),
    signatoriesNamed: act.signatories !== null,
    attachedTo: act.attachedTo,
  });
}

/** Whom a notice is for, by its key (`recording-486/oblast`); nobody where no order in force knows it any more. */
export const officesTold = (orders: readonly RuleFile[], key: string): readonly Office[] =>
  orders.flatMap((file) => file.notices.filter(({ id }) => `${file.id}/${id}` === key).flatMap(({ to }) => to));

/** Is the picture of those elsewhere recorded besides their sound? What one of the orders in force wants kept is kept (K7-2(3)); where none does, it is the sound alone (K336-15). */
export const isPictureRecorded = (orders: readonly RuleFile[]): boolean => orders.some(({ remoteRecording }) => remoteRecording?.scope === 'picture_and_sound');

/** What the protocol says of itself, in the order's words, and the clause that wants it; null where no order in force does: `remote_used` (K7-32, K185-21), `recorded` (K336-9). */
export function statementOf(orders: readonly RuleFile[], id: string, language: Language): { text: string; citation: string } | null {
  const said = orders.flatMap((file) => file.protocol.map((statement) => ({ file, statement }))).find(({ statement }) => statement.id === id);
  return said ? { text: said.statement.text[language], citation: cite(said.file, said.statement.clauses, language) } : null;
}

/** The clause alone; empty where no order in force has it. */
export const statementCitation = (orders: readonly RuleFile[], id: string, language: Language): string => statementOf(orders, id, language)?.citation ?? '';

/** The order and its clauses, as they stand in documents; the order alone where its text is not at hand. */
export function cite(file: RuleFile, clauses: readonly string[], language: Language): string {
  const name = file.order.name[language];
  if (clauses.length === 0 || !file.order.clausesAreItsOwn) return name;
  const many = clauses.length > 1;
  return language === 'kk'
    ? `${name}, ${clauses.join(' және ')}-${many ? 'тармақтар' : 'тармақ'}`
    : `${name}, ${many ? 'пункты' : 'пункт'} ${clauses.join(' и ')}`;
}
