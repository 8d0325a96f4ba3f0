import { statementOf } from '../../rules/index.ts';
import type { RuleFile } from '../../rules/schema/ruleFile.ts';
import { courtTime, lengthText, type CourtTime, type ZoneOffset } from '../courtTime.ts';
import type { Hearing, Incident, Language, Outcome } from '../hearing/state.ts';
import { blocks, heading, oneLine, orToFillIn, row, toFillIn } from '../officialText.ts';
import { remoteOf, type Span } from '../remote/remote.ts';
import type { Track } from '../tracks.ts';
import { words } from '../words.ts';
import { courseLines } from './course.ts';
import { recordingLines } from './recordingLines.ts';
import { protocolWords } from './words.ts';

export interface ProtocolInput {
  hearing: Hearing;
  language: Language;
  /** In force for the hearing. */
  orders: readonly RuleFile[];
  /** Names of the hall's devices. */
  tracks: readonly Track[];
  offset: ZoneOffset;
  nowMs: number;
}

export interface ProtocolScope extends ProtocolInput {
  time: CourtTime;
}

/** The short protocol (қысқаша хаттама): what the schedule, the sections and the marks say (K336-9, K336-19). */
export function composeProtocol(input: ProtocolInput): { title: string; text: string } {
  const t = protocolWords[input.language];
  const scope: ProtocolScope = { ...input, time: courtTime(input.language, input.offset) };
  const { hearing } = input;
  const course = courseLines(scope);
  const incidents = hearing.incidents.map((i) => incidentLine(i, scope));
  const text = blocks(
    hearing.demo ? [heading(t.demo)] : [],
    [heading(t.title)],
    [row(oneLine(hearing.schedule.court), scope.time.longDate(beganAtMs(hearing)))],
    caseLines(scope),
    [heading(t.participants), ...participantLines(scope)],
    remoteLines(scope),
    course.length > 0 ? [heading(t.course), ...course] : [],
    [heading(t.recording), ...recordingLines(scope)],
    incidents.length > 0 ? [heading(t.incidents), ...incidents] : [],
    [heading(t.outcome), outcomeLine(scope)],
    [row(t.judge, toFillIn, oneLine(hearing.schedule.judge)), row(t.secretary, toFillIn, orToFillIn(hearing.schedule.secretary))],
  );
  return { title: t.title, text };
}

/** When it was opened; until then, when it is to be. */
export const beganAtMs = (hearing: Hearing): number => hearing.sections[0]?.startedAtMs ?? hearing.schedule.startsAtMs;

/** What the case is, and when the hearing was. */
export function caseLines({ hearing, language, time }: ProtocolScope): string[] {
  const t = protocolWords[language];
  const { schedule, sections } = hearing;
  const first = sections[0];
  const endedAtMs = sections.at(-1)?.endedAtMs ?? null;
  return [
    row(t.caseNumber, oneLine(schedule.caseNumber)),
    row(t.kindOfCase, `${words.proceedings[schedule.proceedings][language]}, ${words.instance[schedule.instance][language].toLowerCase()}`),
    row(t.hall, oneLine(schedule.hall)),
    row(t.judge, oneLine(schedule.judge)),
    row(t.secretary, orToFillIn(schedule.secretary)),
    row(t.appointed, time.dateAndMinute(schedule.startsAtMs)),
    ...(first ? [row(t.opened, time.second(first.startedAtMs)), row(t.ended, endedAtMs === null ? t.goesOn : time.second(endedAtMs))] : [t.notOpened]),
  ];
}

function participantLines({ hearing, language }: ProtocolScope): string[] {
  const lines = hearing.schedule.participants.map((p) =>
    row(words.participantRole[p.role][language], oneLine(p.name), words.attendance[p.attendance][language]));
  return lines.length > 0 ? lines : [protocolWords[language].noParticipants];
}

/** Remote participation is noted by itself, with the clause that asks for it (K7-32, K185-21). */
function remoteLines(scope: ProtocolScope): string[] {
  const { hearing, language, orders } = scope;
  const { participants } = hearing.schedule;
  const remote = participants.filter((p) => p.attendance !== 'hall');
  if (remote.length === 0) return [];
  const names = remote.map((p) => `${oneLine(p.name)} – ${words.attendance[p.attendance][language].toLowerCase()}`).join('; ');
  const { remote: ownWords, basis } = protocolWords[language];
  const said = statementOf(orders, 'remote_used', language);
  return [`${said?.text ?? ownWords}: ${names}.${said ? ` ${basis}: ${said.citation}.` : ''}`, ...remote.flatMap(({ id, name }) => linkLines(id, name, scope))];
}

/** When somebody took part by a link, and when it was cut; nothing of whom the console held none. */
export function linkLines(participantId: string, name: string, { hearing, language, time }: ProtocolScope): string[] {
  const { admitted, cuts } = remoteOf(hearing, participantId);
  const t = protocolWords[language];
  const spoken = (spans: readonly Span[]): string => spans.map(({ fromMs, toMs }) => `${time.second(fromMs)} – ${toMs === null ? '…' : `${time.second(toMs)} (${lengthText(toMs - fromMs)})`}`).join(', ');
  if (admitted.length === 0) return [];
  return [row(oneLine(name), `${t.linked}: ${spoken(admitted)}`, cuts.length === 0 ? t.notCut : `${t.cut}: ${spoken(cuts)}`)];
}

function incidentLine(incident: Incident, { hearing, language, time }: ProtocolScope): string {
  const t = protocolWords[language];
  const restored = incident.resolved ? `${t.restored} ${time.second(incident.resolved.atMs)}: ${oneLine(incident.resolved.how)}` : t.notRestored;
  const acts = hearing.acts.filter((a) => a.incidentId === incident.incidentId);
  const act = acts.length === 0 ? '' : `; ${acts.some((a) => a.final) ? t.act : t.actDraft}`;
  return row(time.second(incident.startedAtMs), words.incidentSubject[incident.subject][language], `${orToFillIn(incident.note)}; ${restored}${act}`);
}

function outcomeLine({ hearing, language, time }: ProtocolScope): string {
  const t = protocolWords[language];
  const { phase } = hearing;
  const postponed = (o: { reason: string; nextAtMs: number | null }) =>
    `${t.postponed} (${t.reason}: ${oneLine(o.reason)}); ${o.nextAtMs === null ? t.nextLater : `${t.nextAt}: ${time.longDate(o.nextAtMs)}, ${time.minute(o.nextAtMs)}`}.`;
  const ofOutcome = (o: Outcome) => (o.kind === 'postponed' ? postponed(o) : t.concluded);
  if (phase.name === 'postponed') return postponed(phase);
  if (phase.name === 'cancelled') return `${t.cancelled} (${t.reason}: ${oneLine(phase.reason)}).`;
  return 'outcome' in phase ? ofOutcome(phase.outcome) : t.unfinished;
}
