import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '#shared/rules/index.ts';
import type { RuleFile } from '#shared/rules/schema/ruleFile.ts';

/** Where people meet a rule. */
const screenOfPhase: Record<RuleFile['steps'][number]['phase'], string> = {
  prepare: 'Prepare', day: 'Prepare', connect: 'Connect', session: 'After', failure: 'Incidents', after: 'After',
};

export interface RulePlace { rule: string; screen: string }

interface Clauses { id?: string; clauses: readonly string[] }

function placesIn(file: RuleFile): { clause: string; place: RulePlace }[] {
  const of = <T extends Clauses>(list: readonly T[], kind: string, screen: (part: T) => string) => list.flatMap((part) =>
    part.clauses.map((clause) => ({ clause: `${file.order.prefix}-${clause}`, place: { rule: `${file.id}: ${kind}${part.id === undefined ? '' : ` ${part.id}`}`, screen: screen(part) } })));
  return [
    ...of(file.steps, 'step', ({ phase }) => screenOfPhase[phase]),
    ...of(file.conditions, 'condition', ({ per }) => (per === 'hearing' ? 'Prepare' : 'Connect')),
    ...of(file.demands, 'demand', () => 'In session'),
    ...of(file.documents, 'document', () => 'Prepare'),
    ...of(file.protocol, 'statement', () => 'Protocol'),
    ...of(file.notices, 'notice', () => 'Incidents'),
    ...of(file.acts, 'act', () => 'Incidents'),
    ...of(file.remoteRecording ? [file.remoteRecording] : [], 'remote recording', () => 'Connect'),
  ];
}

/** By requirement: the rules that carry it, and where they are shown. */
export function rulePlaces(): Map<string, RulePlace[]> {
  const files = rules.ok ? rules.value : [];
  const found = files.flatMap(placesIn);
  return new Map([...Map.groupBy(found, ({ clause }) => clause)].map(([clause, places]) => [clause, places.map(({ place }) => place)]));
}

/** Of a clause, and of its points. */
export const placesOf = (requirement: string, places: ReadonlyMap<string, RulePlace[]>): RulePlace[] =>
  [...places].filter(([clause]) => clause === requirement || clause.startsWith(`${requirement}(`)).flatMap(([, found]) => found);

const project = new URL('../..', import.meta.url).pathname;

const textFiles = (folder: string): string[] =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name)).toSorted();

/** `K7-1` does not stand in `K7-12`; what names its third point, `K7-1(3)`, names it as well. */
const named = (requirement: string): RegExp => new RegExp(`(?<![\\w-])${requirement.replace(/[.()]/g, '\\$&')}(?!\\d|[.-]\\d)`);

/** Files under these folders, and what is in them. */
export function readFolders(folders: readonly string[]): { path: string; text: string }[] {
  return folders.flatMap(textFiles).filter((path) => !path.startsWith('tests/clauses')).map((path) => ({ path, text: readFileSync(join(project, path), 'utf8') }));
}

export const naming = (requirement: string, files: readonly { path: string; text: string }[]): string[] =>
  files.filter(({ text }) => named(requirement).test(text)).map(({ path }) => path);
