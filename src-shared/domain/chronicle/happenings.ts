import { officesTold } from '../../rules/index.ts';
import { gapLine } from '../gaps.ts';
import type { Incident, Mark, NoticeRecord, StepRecord } from '../hearing/state.ts';
import { oneLine, orToFillIn } from '../officialText.ts';
import { demandText } from '../procedure/demands.ts';
import type { ProtocolScope } from '../protocol/compose.ts';
import { markText, sectionText } from '../protocol/course.ts';
import { words } from '../words.ts';
import { chronicleWords } from './words.ts';

export interface Happening {
  atMs: number;
  text: string;
  /** Who wrote it down; empty for what the console noted by itself. */
  by: string;
}

const noted = (atMs: number, text: string, by = ''): Happening => ({ atMs, text, by });

/** Everything that is known to have happened in a hearing, in its order. */
export const happenings = (scope: ProtocolScope): Happening[] => [
  ...sections(scope), ...scope.hearing.marks.flatMap((mark) => ofMark(mark, scope)), ...steps(scope), ...scope.hearing.incidents.flatMap((incident) => ofIncident(incident, scope)),
  ...hallCheck(scope), ...documents(scope), ...losses(scope),
].toSorted((a, b) => a.atMs - b.atMs);

const sections = (scope: ProtocolScope): Happening[] => scope.hearing.sections.map((section) => noted(section.startedAtMs, sectionText(section, scope)));

/** With every text it ever had: an edit replaces nothing. */
function ofMark(mark: Mark, scope: ProtocolScope): Happening[] {
  const t = chronicleWords[scope.language];
  const earlier = mark.earlier.map(({ text }) => `${t.earlier}: ${orToFillIn(text)}`);
  const withdrawn = mark.withdrawn ? [`${t.withdrawn}: ${oneLine(mark.withdrawn.by.name)}`] : [];
  const aside = [...earlier, ...withdrawn].join('; ');
  return [noted(mark.atMs, aside === '' ? markText(mark, scope) : `${markText(mark, scope)} (${aside})`, mark.by.name)];
}

/** The words of the rule that a record is of: a step of the checklist, an overridden refusal, or an answered demand. */
function ruleText(record: StepRecord, { hearing, language, orders, time }: ProtocolScope): string | null {
  const [orderId, id] = record.step.split('/');
  const file = orders.find((each) => each.id === orderId);
  const demand = file?.demands.find((each) => each.id === id);
  if (demand) return demandText(demand, record.values, hearing, language, time);
  const rule = file?.steps.find((each) => each.id === id) ?? file?.conditions.find((each) => each.id === id);
  return rule?.text[language] ?? null;
}

/** One record as a line: what, how it came out, of whom, by whom. */
export function stepText(record: StepRecord, scope: ProtocolScope): string {
  const whose = scope.hearing.schedule.participants.find(({ id }) => id === record.participantId)?.name ?? '';
  const said = [chronicleWords[scope.language].outcome[record.outcome], whose, record.doneBy, record.note].map(oneLine).filter((word) => word !== '');
  return `${ruleText(record, scope) ?? record.step}: ${said.join('; ')}`;
}

const steps = (scope: ProtocolScope): Happening[] => scope.hearing.steps.map((record) => noted(record.atMs, stepText(record, scope), record.by.name));

function ofIncident(incident: Incident, scope: ProtocolScope): Happening[] {
  const t = chronicleWords[scope.language];
  const what = words.incidentSubject[incident.subject][scope.language];
  return [
    noted(incident.startedAtMs, [`${t.incident}: ${what}`, oneLine(incident.note)].filter((word) => word !== '').join('. '), incident.detectedBy === 'person' ? incident.by.name : ''),
    ...incident.notices.map((record) => noted(record.toldAtMs, toldText(record, what, scope), record.by.name)),
    ...(incident.resolved ? [noted(incident.resolved.atMs, `${t.resolved}: ${what}. ${oneLine(incident.resolved.how)}`)] : []),
  ];
}

function toldText({ notice, to, way, note }: NoticeRecord, what: string, { language, orders }: ProtocolScope): string {
  const offices = officesTold(orders, notice).map((office) => words.office[office][language]).join(', ');
  return [`${what}: ${chronicleWords[language].told}`, offices, oneLine(to), words.noticeWay[way][language], oneLine(note)].filter((word) => word !== '').join('; ');
}

/** How many of its items failed; each of those is an incident of its own. */
const hallCheck = ({ hearing: { readiness }, language }: ProtocolScope): Happening[] => (readiness
  ? [noted(readiness.atMs, `${chronicleWords[language].hallChecked}: ${readiness.items.filter(({ outcome }) => outcome === 'failed').length}`, readiness.by.name)]
  : []);

function documents({ hearing, language }: ProtocolScope): Happening[] {
  const t = chronicleWords[language];
  return [
    ...hearing.acts.flatMap(({ final, clause }) => (final ? [noted(final.atMs, `${t.actFinal}. ${oneLine(clause)}`)] : [])),
    ...hearing.papers.flatMap(({ final, by }) => (final ? [noted(final.atMs, `${t.paper} № ${oneLine(final.number)}, ${oneLine(final.signedBy)}`, by.name)] : [])),
    ...hearing.protocols.map(({ composedAtMs, version }) => noted(composedAtMs, `${t.protocol}: ${version}`)),
  ];
}

function losses({ hearing, language, time, tracks }: ProtocolScope): Happening[] {
  const t = chronicleWords[language];
  return [
    ...hearing.gaps.map((gap) => noted(gap.fromMs, `${t.gap}: ${gapLine(gap, tracks, time, '…')}`)),
    ...hearing.faults.map(({ atMs, code, detail }) => noted(atMs, [`${t.fault}: ${code}`, oneLine(detail)].filter((word) => word !== '').join('. '))),
  ];
}
