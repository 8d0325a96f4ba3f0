import { officesTold } from '../../rules/index.ts';
import type { Actor } from '../actor.ts';
import { gapLine } from '../gaps.ts';
import type { Hearing, Incident, Language, Mark, NoticeMail, NoticeRecord, StepRecord } from '../hearing/state.ts';
import { fileName, pictureLabel, taken } from '../incident/pictures.ts';
import { oneLine, orToFillIn } from '../officialText.ts';
import { demandText } from '../procedure/demands.ts';
import { factText, isFact } from '../procedure/factWords.ts';
import type { ProtocolScope } from '../protocol/compose.ts';
import { markText, sectionText } from '../protocol/course.ts';
import type { Degradation, Remote, Span } from '../remote/remote.ts';
import { testedIn, testReport } from '../remote/testReport.ts';
import { words } from '../words.ts';
import { chronicleWords } from './words.ts';

export interface Happening {
  atMs: number;
  text: string;
  /** Who wrote it down; empty for what the console noted by itself. */
  by: string;
}

const noted = (atMs: number, text: string, by = ''): Happening => ({ atMs, text, by });

/** What the console did by itself nobody wrote down. */
const nameOf = ({ name, role }: Actor): string => (role === 'system' ? '' : name);

/** Everything that is known to have happened in a hearing, in its order. */
export const happenings = (scope: ProtocolScope): Happening[] => [
  ...sections(scope), ...scope.hearing.marks.flatMap((mark) => ofMark(mark, scope)), ...steps(scope), ...scope.hearing.incidents.flatMap((incident) => ofIncident(incident, scope)),
  ...scope.hearing.remotes.flatMap((remote) => ofRemote(remote, scope)), ...observers(scope), ...hallCheck(scope), ...testSessions(scope), ...documents(scope), ...losses(scope),
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

/** What was found out with it, each with its value. */
const found = ({ values }: StepRecord, language: Language): string[] => Object.entries(values).flatMap(([name, value]) => (isFact(name) ? [factText(name, value, language)] : []));

/** One record as a line: what, how it came out, what was found, of whom, by whom. */
export function stepText(record: StepRecord, scope: ProtocolScope): string {
  const whose = scope.hearing.schedule.participants.find(({ id }) => id === record.participantId)?.name ?? '';
  const said = [chronicleWords[scope.language].outcome[record.outcome], ...found(record, scope.language), whose, record.doneBy, record.note].map(oneLine).filter((word) => word !== '');
  return `${ruleText(record, scope) ?? record.step}: ${said.join('; ')}`;
}

const steps = (scope: ProtocolScope): Happening[] => scope.hearing.steps.map((record) => noted(record.atMs, stepText(record, scope), record.by.name));

function ofIncident(incident: Incident, scope: ProtocolScope): Happening[] {
  const t = chronicleWords[scope.language];
  const what = words.incidentSubject[incident.subject][scope.language];
  return [
    noted(incident.startedAtMs, [`${t.incident}: ${what}`, oneLine(incident.note)].filter((word) => word !== '').join('. '), incident.detectedBy === 'person' ? incident.by.name : ''),
    ...taken(incident.pictures).map((picture) => noted(picture.atMs, `${t.picture}: ${oneLine(pictureLabel(picture, scope.tracks, scope.language))}; ${fileName(picture.file)}`)),
    ...incident.notices.map((record) => noted(record.toldAtMs, toldText(record, what, scope), nameOf(record.by))),
    ...incident.mails.flatMap((mail) => ofMail(mail, what, scope)),
    ...(incident.resolved ? [noted(incident.resolved.atMs, `${t.resolved}: ${what}. ${oneLine(incident.resolved.how)}`)] : []),
  ];
}

function toldText({ notice, to, way, note, mail }: NoticeRecord, what: string, { language, orders }: ProtocolScope): string {
  const t = chronicleWords[language];
  const offices = (mail ? [mail.office] : officesTold(orders, notice)).map((office) => words.office[office][language]).join(', ');
  const sent = mail ? [oneLine(mail.address), `${t.mailAccepted}: ${oneLine(mail.answer)}`] : [];
  return [`${what}: ${t.told}`, offices, oneLine(to), words.noticeWay[way][language], ...sent, oneLine(note)].filter((word) => word !== '').join('; ');
}

/** That it was accepted stands where somebody was told. */
function ofMail({ office, name, address, messageId, queuedAtMs, unsureAtMs, outcome, by }: NoticeMail, what: string, { language }: ProtocolScope): Happening[] {
  const t = chronicleWords[language];
  const line = (word: string, more: string) => [`${what}: ${word}`, words.office[office][language], oneLine(name), oneLine(address), oneLine(more)].join('; ');
  return [
    noted(queuedAtMs, line(t.mailQueued, messageId), nameOf(by)),
    ...(unsureAtMs === null ? [] : [noted(unsureAtMs, line(t.mailUnsure, messageId))]),
    ...(outcome?.kind === 'refused' ? [noted(outcome.atMs, line(t.mailRefused, outcome.answer))] : []),
  ];
}

/** Came, was let in, was cut off and came back, left: what the links themselves have told. */
function ofRemote(remote: Remote, scope: ProtocolScope): Happening[] {
  const { participantId, here, admitted, cuts, degraded, soundSinceMs, pictureSinceMs, lateSound } = remote;
  const { hearing, language, time } = scope;
  const t = chronicleWords[language];
  const who = nameIn(hearing, participantId);
  const between = (spans: readonly Span[], began: string, over: string): Happening[] =>
    spans.flatMap(({ fromMs, toMs }) => [noted(fromMs, `${who}: ${began}`), ...(toMs === null ? [] : [noted(toMs, `${who}: ${over}`)])]);
  return [
    ...(isInHall(hearing, participantId) ? [] : between(here, t.connected, t.disconnected)), ...between(admitted, t.letIn, t.sentOut), ...between(cuts, t.linkCut, t.linkBack),
    ...degraded.flatMap((span) => {
      const what = words.linkPart[`${span.way}_${span.part}`][language];
      return between([span], `${what}: ${words.linkGrade[span.grade][language]} (${measured(span, language)})`, `${what}: ${t.asBefore}`);
    }),
    ...ofChannels(remote, scope),
    ...(soundSinceMs === null ? [] : [noted(soundSinceMs, `${who}: ${t.soundBegan}`)]),
    ...(pictureSinceMs === null ? [] : [noted(pictureSinceMs, `${who}: ${t.pictureBegan}`)]),
    ...lateSound.map(({ fromMs, untilMs, arrivedAtMs }) => noted(arrivedAtMs, `${who}: ${t.soundLate} ${time.second(fromMs)} – ${time.second(untilMs)}`)),
  ];
}

/** Who is in the hall connects for a confidential talk alone, which is told by itself: they do not take part by videoconference. */
const isInHall = ({ schedule }: Hearing, participantId: string): boolean => schedule.participants.some(({ id, attendance }) => id === participantId && attendance === 'hall');

const nameIn = ({ schedule }: Hearing, participantId: string): string => oneLine(schedule.participants.find(({ id }) => id === participantId)?.name ?? participantId);

/** A talk is told once, of all who were in it: who and when, never what. */
function ofChannels({ participantId, talks, interpreting }: Remote, { hearing, language }: ProtocolScope): Happening[] {
  const t = chronicleWords[language];
  const named = (ids: readonly string[]): string => ids.map((id) => nameIn(hearing, id)).join(', ');
  const until = (toMs: number | null, text: string): Happening[] => (toMs === null ? [] : [noted(toMs, text)]);
  return [
    ...talks.filter(({ withIds }) => withIds.every((id) => participantId < id)).flatMap(({ fromMs, toMs, withIds }) => {
      const who = named([participantId, ...withIds]);
      return [noted(fromMs, `${t.talkBegan}: ${who}`), ...until(toMs, `${t.talkEnded}: ${who}`)];
    }),
    ...interpreting.flatMap(({ fromMs, toMs, forIds }) => [
      noted(fromMs, `${named([participantId])}: ${t.interprets}: ${named(forIds)}`), ...until(toMs, `${named([participantId])}: ${t.interpretedSo}`),
    ]),
  ];
}
/** The court's permissions to watch, and how each ended (K7-33, GP-5). */
const observers = ({ hearing, language }: ProtocolScope): Happening[] => hearing.observers.flatMap(({ fromMs, toMs, why, by }) => [
  noted(fromMs, chronicleWords[language].watched, by),
  ...(toMs === null || why === null ? [] : [noted(toMs, `${chronicleWords[language].notWatched}: ${words.observersRemoved[why][language]}`)]),
]);

/** The reason, and the figures of that moment that are known. */
function measured({ reason, figures: { kbit, lossPercent, roundTripMs } }: Degradation, language: Language): string {
  const t = chronicleWords[language];
  const known = (value: number | null, unit: string): string[] => (value === null ? [] : [`${Math.round(value)} ${unit}`]);
  return [words.linkReason[reason][language], ...known(kbit, t.kbit), ...known(lossPercent, t.lossPercent), ...known(roundTripMs, t.roundTripMs)].join(', ');
}

/** How many of its items failed; each of those is an incident of its own. */
const hallCheck = ({ hearing: { readiness }, language }: ProtocolScope): Happening[] => (readiness
  ? [noted(readiness.atMs, `${chronicleWords[language].hallChecked}: ${readiness.items.filter(({ outcome }) => outcome === 'failed').length}`, readiness.by.name)]
  : []);

const testSessions = ({ hearing: { tests, schedule }, language }: ProtocolScope): Happening[] => tests.map(({ fromMs, begunBy, people }) =>
  noted(fromMs, `${chronicleWords[language].testHeld}: ${people.map((person) => oneLine(testReport([testedIn(person, schedule.participants)], language))).join(' | ')}`, begunBy));

function documents({ hearing, language }: ProtocolScope): Happening[] {
  const t = chronicleWords[language];
  return [
    ...hearing.acts.flatMap(({ final, clause }) => (final ? [noted(final.atMs, `${t.actFinal}. ${oneLine(clause)}`)] : [])),
    ...hearing.papers.flatMap(({ final, by }) => (final ? [noted(final.atMs, [`${t.paper} № ${oneLine(final.number)}`, oneLine(final.signedBy), ...(final.way ? [words.paperWay[final.way][language]] : [])].join(', '), by.name)] : [])),
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
