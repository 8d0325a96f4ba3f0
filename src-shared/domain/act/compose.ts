import { actPrescription, officesTold, type ActPrescription, type ActStage, type Office } from '../../rules/index.ts';
import type { RuleFile } from '../../rules/schema/ruleFile.ts';
import { courtTime, lengthText, type CourtTime, type ZoneOffset } from '../courtTime.ts';
import { deviceLabel, gapLine, gapsDuring } from '../gaps.ts';
import type { EvidencePicture, Hearing, Incident, Language, NoticeMail, NoticeRecord } from '../hearing/state.ts';
import { fileName, pictureLabel } from '../incident/pictures.ts';
import type { Link } from '../incident/chain.ts';
import { blocks, heading, oneLine, orToFillIn, row, toFillIn } from '../officialText.ts';
import { ok, type Result } from '../result.ts';
import type { Track } from '../tracks.ts';
import { words } from '../words.ts';
import { actWords } from './words.ts';

export interface ActInput {
  hearing: Hearing;
  incident: Incident;
  language: Language;
  /** In force for the hearing. */
  orders: readonly RuleFile[];
  /** Whom these orders want told of it, and until when. */
  links: readonly Link[];
  /** Names of the hall's devices. */
  tracks: readonly Track[];
  offset: ZoneOffset;
  nowMs: number;
}

export interface ComposedAct {
  title: string;
  text: string;
  signatories: string[];
  clause: string;
}

/** Was the hearing not yet open, open, or over when it began to fail? */
export function actStage(hearing: Hearing, incident: Incident): ActStage {
  const first = hearing.sections[0];
  const last = hearing.sections.at(-1);
  if (!first || incident.startedAtMs < first.startedAtMs) return 'before';
  return incident.startedAtMs >= (last?.endedAtMs ?? Infinity) ? 'after' : 'during';
}

/** Title, clause and signatories of this incident's act, by the hearing's procedure (K7-18, K185-18, K336-29). */
const prescriptionFor = ({ hearing, incident, language, orders }: ActInput): Result<ActPrescription> =>
  actPrescription({ stage: actStage(hearing, incident), subject: incident.subject }, language, orders);

/**
 * The technical-failure act of an incident, from what the machine and the people recorded. What nobody
 * recorded (who was told by telephone, …) is left to be filled in: the act invents nothing.
 */
export function composeAct(input: ActInput): Result<ComposedAct> {
  const prescribed = prescriptionFor(input);
  if (!prescribed.ok) return prescribed;
  const { title, clause, signatories } = prescribed.value;
  const time = courtTime(input.language, input.offset);
  const text = blocks(
    input.hearing.demo ? [heading(actWords[input.language].demo)] : [],
    [heading(title)],
    [row(oneLine(input.hearing.schedule.court), `${time.longDate(input.nowMs)}, ${time.minute(input.nowMs)}`)],
    caseLines(input, clause),
    [actWords[input.language].made],
    faultLines(input, time),
    toldLines(input, signatories, time),
    measureLines(input, time),
    effectLines(input, time),
    evidenceLines(input, time),
    closingLines(input, prescribed.value),
  );
  return ok({ title, text, clause, signatories: signatories.map((office) => words.office[office][input.language]) });
}

function caseLines({ hearing, language }: ActInput, clause: string): string[] {
  const t = actWords[language];
  const { schedule } = hearing;
  return [
    row(t.caseNumber, oneLine(schedule.caseNumber)),
    row(t.kindOfCase, `${words.proceedings[schedule.proceedings][language]}, ${words.instance[schedule.instance][language].toLowerCase()}`),
    row(t.hall, oneLine(schedule.hall)),
    row(t.judge, oneLine(schedule.judge)),
    row(t.secretary, orToFillIn(schedule.secretary)),
    row(t.basis, clause),
  ];
}

function faultLines({ hearing, incident, language, tracks }: ActInput, time: CourtTime): string[] {
  const t = actWords[language];
  return [
    heading(t.fault),
    row(t.subject, words.incidentSubject[incident.subject][language]),
    ...(incident.deviceId === null ? [] : [row(t.device, deviceLabel(tracks, incident.deviceId))]),
    row(t.since, `${time.longDate(incident.startedAtMs)}, ${time.second(incident.startedAtMs)}`),
    row(t.stage, t.stages[actStage(hearing, incident)]),
    row(t.detected, incident.detectedBy === 'machine' ? t.byMachine : oneLine(incident.by.name)),
    row(t.description, orToFillIn(incident.note)),
  ];
}

/** Who was told, as it was written down, and by when they had to be; what has a term and was not done; of those who are always told at once and of whom nobody wrote it, a line to be filled in by hand. */
function toldLines(input: ActInput, signatories: readonly Office[], time: CourtTime): string[] {
  const { incident, language, orders, links } = input;
  const told = incident.notices.map((record) => ({ record, offices: record.mail ? [record.mail.office] : officesTold(orders, record.notice) }));
  const known = new Set(told.flatMap(({ offices }) => offices));
  const toAsk = [...new Set<Office>(['judge', 'technical_specialist', ...signatories])].filter((o) => o !== 'secretary' && !known.has(o));
  return [
    heading(actWords[language].told),
    ...told.map(({ record, offices }) => row(officeNames(offices, language), [noticeText(record, language, time), ...termText(links.find(({ rule }) => rule.key === record.notice), language, time)].join('; '))),
    ...incident.mails.filter(({ outcome }) => outcome?.kind !== 'accepted').map((mail) => row(officeNames([mail.office], language), mailText(mail, language, time))),
    ...links.filter(({ records }) => records.length === 0).flatMap((link) => termText(link, language, time).map((term) => row(link.rule.text[language], link.rule.fulfilledBy === 'act' ? term : `${toFillIn}; ${term}`))),
    ...toAsk.map((office) => row(office === 'judge' ? actWords[language].judge : words.office[office][language], toFillIn)),
  ];
}

const officeNames = (offices: readonly Office[], language: Language): string => offices.map((office) => words.office[office][language]).join(', ');

/** A term of days is told by its last day. */
function termText(link: Link | undefined, language: Language, time: CourtTime): string[] {
  const deadline = link?.deadline;
  if (!deadline) return [];
  const t = actWords[language];
  return [`${t.term}: ${deadline.lastDay === null ? time.dateAndMinute(deadline.dueMs) : time.shortDate(deadline.dueMs - 1)}${link.state === 'late' ? `, ${t.late}` : ''}`];
}

function noticeText({ to, way, toldAtMs, note, acknowledged, mail }: NoticeRecord, language: Language, time: CourtTime): string {
  const sent = mail ? [oneLine(mail.address), `${actWords[language].mailAccepted}: ${oneLine(mail.answer)}`] : [];
  const said = [oneLine(to), `${time.longDate(toldAtMs)}, ${time.minute(toldAtMs)}`, words.noticeWay[way][language], ...sent];
  const answered = acknowledged ? [`${actWords[language].acknowledged}: ${time.dateAndMinute(acknowledged.atMs)}`] : [];
  return [...said, ...answered, ...[note, acknowledged?.note ?? ''].filter((text) => text.trim() !== '').map(oneLine)].join('; ');
}

/** A message that nobody has taken, or not yet: it was tried, and nobody was told by it. */
function mailText({ name, address, queuedAtMs, outcome }: NoticeMail, language: Language, time: CourtTime): string {
  const { mailRefused, mailWaiting } = actWords[language];
  const became = outcome ? `${mailRefused}: ${oneLine(outcome.answer)}` : mailWaiting;
  return [oneLine(name), `${time.longDate(queuedAtMs)}, ${time.minute(queuedAtMs)}`, words.noticeWay.email[language], oneLine(address), became].join('; ');
}

function measureLines({ incident, language }: ActInput, time: CourtTime): string[] {
  const t = actWords[language];
  const { resolved, expectedRestorationMs, startedAtMs } = incident;
  return [
    heading(t.measures),
    ...(expectedRestorationMs === null ? [] : [row(t.expected, time.dateAndMinute(expectedRestorationMs))]),
    row(t.restored, resolved ? `${time.longDate(resolved.atMs)}, ${time.second(resolved.atMs)}` : t.notRestored),
    row(t.how, resolved ? orToFillIn(resolved.how) : toFillIn),
    ...(resolved ? [row(t.lasted, lengthText(resolved.atMs - startedAtMs))] : []),
  ];
}

function effectLines({ hearing, incident, language, tracks, nowMs }: ActInput, time: CourtTime): string[] {
  const t = actWords[language];
  const untilMs = incident.resolved?.atMs ?? nowMs;
  const gaps = gapsDuring(hearing.gaps, incident.startedAtMs, untilMs).map((gap) => row(t.gap, gapLine(gap, tracks, time, t.lasting)));
  const none = actStage(hearing, incident) === 'during' ? t.noGaps : t.notBegun;
  return [heading(t.effect), ...(gaps.length > 0 ? gaps : [none])];
}

function evidenceLines(input: ActInput, time: CourtTime): string[] {
  const { incident: { evidence, pictures }, language } = input;
  const lines = [...evidence.map(oneLine), ...(pictures ?? []).map((picture) => pictureLine(picture, input, time))];
  return lines.length === 0 ? [] : [heading(actWords[language].evidence), ...lines.map((line) => `– ${line}`)];
}

/** Of what, of when, and the file with its hash; or why there is none. */
function pictureLine(picture: EvidencePicture, { language, tracks }: ActInput, time: CourtTime): string {
  const t = actWords[language];
  const label = oneLine(pictureLabel(picture, tracks, language));
  if (picture.state === 'missing') return `${t.noPicture}: ${label} (${words.pictureProblem[picture.why][language]})`;
  return `${t.picture}: ${label}, ${time.longDate(picture.atMs)}, ${time.second(picture.atMs)}; ${fileName(picture.file)}, SHA-256 ${picture.file.sha256}`;
}

function closingLines({ hearing, language }: ActInput, prescribed: ActPrescription): string[] {
  const t = actWords[language];
  const name = (office: Office) => (office === 'secretary' ? orToFillIn(hearing.schedule.secretary) : toFillIn);
  return [
    t.attached[prescribed.attachedTo],
    ...(prescribed.signatoriesNamed ? [] : [t.signatoriesUnnamed]),
    '',
    heading(t.signatures),
    ...prescribed.signatories.map((office) => row(words.office[office][language], toFillIn, name(office))),
  ];
}
